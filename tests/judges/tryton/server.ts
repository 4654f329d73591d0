import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../../scripts/ports.ts";
import { checkout } from "../../../scripts/postgres-home.ts";
import { type Rpc, signIn } from "./rpc.ts";

const PASSWORD = "judge-of-the-books";

export type Tryton = {
  /** A new book of Tryton's own, a copy of the golden one. */
  open(name: string): Promise<Rpc>;
  stop(): Promise<void>;
};

/** The accounting system that nobody here wrote, on a port of its own with nothing in it. */
export async function startTryton(): Promise<Tryton> {
  const golden = await goldenCopy();
  const home = mkdtempSync(join(tmpdir(), "lossbook-tryton-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = writeConfig(home, port);
  const server = spawn("trytond", ["-c", config], { stdio: "ignore" });
  const stopAtExit = () => void server.kill("SIGKILL");
  process.once("exit", stopAtExit);
  const stop = async () => {
    process.off("exit", stopAtExit);
    await ended(server);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilItListens(url, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    open: (name) => {
      copyFileSync(golden, join(home, `${name}.sqlite`));
      return signIn(url, name, PASSWORD);
    },
  };
}

/** Made once for each version of Tryton, which takes a quarter of a minute. */
async function goldenCopy(): Promise<string> {
  const version = (await tryton(["--version"])).trim().split(/\s+/).at(-1);
  const golden = join(checkout, ".cache", `tryton-${version}.sqlite`);
  if (existsSync(golden)) return golden;
  mkdirSync(join(checkout, ".cache"), { recursive: true });
  const home = mkdtempSync(join(tmpdir(), "lossbook-tryton-golden-"));
  writeFileSync(join(home, "golden.sqlite"), "");
  writeFileSync(join(home, "password"), PASSWORD);
  const modules = ["-u", "account", "--activate-dependencies", "-p", "--email", "judge@example.com"];
  await tryton(["-c", writeConfig(home, 0), "-d", "golden", ...modules], {
    TRYTONPASSFILE: join(home, "password"),
  });
  // Whole or not at all: whoever is interrupted here leaves nothing that looks made.
  copyFileSync(join(home, "golden.sqlite"), `${golden}.${process.pid}`);
  renameSync(`${golden}.${process.pid}`, golden);
  rmSync(home, { recursive: true, force: true });
  return golden;
}

async function tryton(args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { env: { ...process.env, ...env }, timeout: 120_000 };
  return (await promisify(execFile)("trytond-admin", args, options)).stdout;
}

function writeConfig(home: string, port: number): string {
  const file = join(home, "trytond.conf");
  writeFileSync(
    file,
    `[database]\nuri = sqlite://\npath = ${home}\nlanguage = en\n[web]\nlisten = 127.0.0.1:${port}\n`,
  );
  return file;
}

async function untilItListens(url: string, server: ChildProcess): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (server.exitCode !== null) throw new Error(`trytond ended with ${server.exitCode}`);
    const answers = await fetch(url, { method: "OPTIONS" }).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("trytond does not answer");
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGKILL");
  });
}
