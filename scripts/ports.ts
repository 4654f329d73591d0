import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below where systems take the ports of connections, which may be gone before anybody listens. */
const PICKED = { first: 20_000, hands: 12, each: 1_000 };
/** Hands of one test run pick from ports of their own, so that none is picked twice at the same moment. */
const hand = Number(process.env.VITEST_POOL_ID ?? 0) % PICKED.hands;
let last = randomInt(PICKED.each);

/** A port for a server whose address others must know before it listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PICKED.each; tries += 1) {
    last = (last + 1) % PICKED.each;
    const port = PICKED.first + hand * PICKED.each + last;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port is free from ${PICKED.first} on.`);
}

/** Free for everybody: a program may hold a port on one address only, and a browser would meet either. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::"]) if (!(await binds(port, host))) return false;
  return true;
}

function binds(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: { code?: string }) =>
      resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES"),
    );
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}
