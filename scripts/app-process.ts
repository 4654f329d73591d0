import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkout } from "./postgres-home.ts";

const bundles = { web: "build/web/web.js", worker: "build/worker/worker.js" } as const;
/** Those of package.json. */
const flags = {
  web: ["--max-semi-space-size=2", "--heap-growing-percent=30", "--v8-pool-size=1"],
  worker: ["--enable-source-maps"],
};
/** As the Dockerfile has it: each thread would keep what it once needed in an arena of its own. */
const malloc = { MALLOC_ARENA_MAX: "2" };
const stopMs = 10_000;
const readyMs = 60_000;

export type AppProcess = {
  name: keyof typeof bundles;
  pid: number;
  child: ChildProcess;
  exited: Promise<number | NodeJS.Signals>;
  /** What it wrote so far. */
  log(): string;
  /** Asks it to end, and insists after ten seconds. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

/**
 * Starts the built web server or worker as it runs in production, but ending when whoever started it ends.
 */
export function startAppProcess(
  name: keyof typeof bundles,
  env: Record<string, string>,
  logFile: string,
): AppProcess {
  const log = openSync(logFile, "w");
  const child = spawn(
    process.execPath,
    [
      ...flags[name],
      "--import",
      new URL("./end-with-parent.mjs", import.meta.url).href,
      join(checkout, bundles[name]),
    ],
    { cwd: checkout, env: { ...inherited(), ...malloc, ...env }, stdio: ["ignore", log, log, "ipc"] },
  );
  closeSync(log);
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code, signal) => resolve(signal ?? code ?? 1));
  });
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  const stop = async () => {
    child.kill("SIGTERM");
    const patience = new AbortController();
    const late = sleep(stopMs, "late", { signal: patience.signal, ref: false }).catch(() => "in time");
    if ((await Promise.race([exited, late])) === "late") await kill("SIGKILL");
    patience.abort();
  };
  return { name, pid: child.pid ?? 0, child, exited, log: () => readFileSync(logFile, "utf8"), stop, kill };
}

/**
 * Waits until an address answers with success; a process that ends first, or never answers, is told with its
 * log.
 */
export async function untilAnswers(url: string, process: AppProcess): Promise<void> {
  let ended: number | NodeJS.Signals | undefined;
  void process.exited.then((how) => {
    ended = how;
  });
  const giveUpAt = Date.now() + readyMs;
  let last = "no answer";
  while (ended === undefined && Date.now() < giveUpAt) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(50);
  }
  const why =
    ended === undefined ? `is not ready after ${readyMs / 1000} s (${last})` : `ended at once (${ended})`;
  throw new Error(`The ${process.name} process ${why}. Its log:\n${process.log().slice(-3000)}`);
}

const steering = [
  /^(SHOPIFY|QUICKBOOKS|XERO|DATABASE)_/,
  /^(SMTP_URL|MAIL_FROM|TOKEN_KEYS|PORT|LOG_LEVEL|NODE_ENV|ALLOW_EMULATOR|NODE_OPTIONS)$/,
];

/** The person's environment without what steers the app: a demo must never meet a real shop's keys. */
function inherited(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(kept)) if (steering.some((names) => names.test(name))) delete kept[name];
  return kept;
}
