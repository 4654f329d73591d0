import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Recorded = { name: string; method: string; path: string; body: string };
export type Recorder = (request: Recorded) => void;

/** Where payloads wait to be judged from outside with the vendors' own schemas; git ignores it. */
const PAYLOADS = new URL("../../../.cache/payloads/", import.meta.url).pathname;

/** Begins an empty folder for one book. One run of one test file owns it. */
export function emptyPayloads(kind: string): void {
  rmSync(join(PAYLOADS, kind), { recursive: true, force: true });
}

/**
 * Keeps every body that was sent: `<n>-<name>.json` is the payload as it came, `<n>-<name>.request` beside it
 * says with which method and to which address.
 */
export function payloadRecorder(kind: string, nameOf: () => string): Recorder {
  const folder = join(PAYLOADS, kind);
  mkdirSync(folder, { recursive: true });
  let count = readdirSync(folder).filter((name) => name.endsWith(".json")).length;
  return ({ name, method, path, body }) => {
    if (body === "" || !body.startsWith("{")) return;
    count += 1;
    const words = `${name} ${nameOf()}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const stem = `${String(count).padStart(5, "0")}-${words.slice(0, 80).replace(/-+$/, "")}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${stem}.json`), body);
    writeFileSync(join(folder, `${stem}.request`), `${method} ${path}\n`);
  };
}
