import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Reply } from "../shopify/exchange.ts";
import type { Organisation } from "./ledger.ts";
import { emptySignIns, type SignInState } from "./sign-ins.ts";

/** Everything an emulated book remembers. */
export type BookState = {
  organisations: Map<string, Organisation>;
  signIns: SignInState;
  keys: Map<string, Reply>;
  sequence: number;
};

const SAVE_AFTER_MS = 200;

export function emptyState(): BookState {
  return { organisations: new Map(), signIns: emptySignIns(), keys: new Map(), sequence: 1000 };
}

export function loadState(file: string | undefined): BookState | null {
  return file && existsSync(file) ? (deserialize(readFileSync(file)) as BookState) : null;
}

/** Writes the state down a moment after it changed, and at the end. */
export function createKeeper(file: string | undefined, stateOf: () => BookState) {
  let waiting: NodeJS.Timeout | null = null;
  const save = (): void => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, serialize(stateOf()));
    renameSync(`${file}.new`, file);
  };
  return {
    changed(): void {
      if (file) waiting ??= setTimeout(save, SAVE_AFTER_MS).unref();
    },
    close: save,
  };
}
