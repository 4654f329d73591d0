import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { isAlive } from "./alone.mjs";
import { commandOf } from "./command-of.ts";

const NOTE = "checkout";
const DAY_MS = 24 * 3_600_000;

/** Says whose clusters lie in a folder outside of its checkout, and that they were needed just now. */
export function noteCheckout(place: string, checkout: string): void {
  writeFileSync(join(place, NOTE), checkout);
}

/**
 * Removes what checkouts left that are there no more, as nobody else would: memory is not emptied by a start.
 * A day later at the earliest, since this machine's folders may be seen from another's container.
 */
export function removeForsaken(within: string, nowMs: number = Date.now()): void {
  for (const name of readdirSync(within)) {
    const place = join(within, name);
    if (/^lossbook-[0-9a-f]{12}$/.test(name) && isForsaken(place, nowMs))
      rmSync(place, { recursive: true, force: true });
  }
}

function isForsaken(place: string, nowMs: number): boolean {
  const note = lstatSync(join(place, NOTE), { throwIfNoEntry: false });
  if (!note?.isFile() || !isOurs(place) || nowMs - note.mtimeMs < DAY_MS) return false;
  const checkout = readFileSync(join(place, NOTE), "utf8");
  if (!isAbsolute(checkout) || existsSync(checkout)) return false;
  return readdirSync(place).every((name) => serverOf(join(place, name, "data")) === null);
}

function isOurs(path: string): boolean {
  return process.getuid === undefined || lstatSync(path).uid === process.getuid();
}

/**
 * The server that works on this data now. The pid file outlives a killed parent; its pid may meanwhile be
 * somebody else, so the folder must be named too.
 */
export function serverOf(data: string): number | null {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return isAlive(pid) && commandOf(pid).includes(data) ? pid : null;
}
