import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Recorded = { name: string; method: string; path: string; body: string };
export type Recorder = (request: Recorded) => void;

/** Where payloads wait to be judged from outside with the vendors' own schemas; git ignores it. */
const PAYLOADS = new URL("../../../.cache/payloads/", import.meta.url).pathname;

/** Begins afresh for one book; the folder itself stays, as others may be writing into it. */
export function emptyPayloads(kind: string): void {
  const folder = join(PAYLOADS, kind);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
}

/** Nobody judges more than this, and a folder that only grows is in everybody's way. */
const PAYLOADS_MAX = 20_000;

/**
 * Keeps every body that was sent: `<n>-<name>.json` is the payload as it came, `<n>-<name>.request` beside it
 * says with which method and to which address. Several processes may write into one folder.
 */
export function payloadRecorder(kind: string, nameOf: () => string): Recorder {
  const folder = join(PAYLOADS, kind);
  let count: number | null = null;
  return ({ name, method, path, body }) => {
    if (!body.startsWith("{")) return;
    mkdirSync(folder, { recursive: true });
    count ??= readdirSync(folder).length / 2;
    if (count >= PAYLOADS_MAX) return;
    count += 1;
    const words = `${name} ${nameOf()}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const number = `${String(Math.floor(count)).padStart(5, "0")}-${process.pid}`;
    const stem = join(folder, `${number}-${words.slice(0, 80).replace(/-+$/, "")}`);
    writeFileSync(`${stem}.json`, body);
    writeFileSync(`${stem}.request`, `${method} ${path}\n`);
  };
}

/** For tests that say on purpose what the product never would. */
export const recordNothing: Recorder = () => undefined;

/** Whatever test starts an emulator, what is sent to it is kept; a demo keeps nothing. */
export function recorderOfTests(kind: string): Recorder | undefined {
  return process.env.VITEST ? payloadRecorder(kind, () => "") : undefined;
}
