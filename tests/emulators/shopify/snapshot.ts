import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { STATE_VERSION, type State } from "./state.ts";

/** Lets time pass: every stored instant moves back, so that the clock of the world may stay. */
export function ageState(state: State, ms: number): void {
  for (const token of state.tokens.values()) if (token.expiresAt !== null) token.expiresAt -= ms;
  for (const token of state.refreshTokens.values()) {
    token.expiresAt -= ms;
    if (token.firstUsedAt !== null) token.firstUsedAt -= ms;
  }
  for (const remembered of state.idempotency.values()) remembered.at -= ms;
  for (const bucket of state.buckets.values()) bucket.at -= ms;
  for (const shop of state.shops.values()) {
    shop.createdAt -= ms;
    if (shop.installation) shop.installation.installedAt -= ms;
    for (const location of shop.locations.values()) location.createdAt -= ms;
    for (const dated of [shop.products, shop.variants, shop.items])
      for (const record of dated.values()) {
        record.createdAt -= ms;
        record.updatedAt -= ms;
      }
    for (const level of shop.levels.values()) {
      level.createdAt -= ms;
      for (const name of Object.keys(level.updatedAt) as (keyof typeof level.updatedAt)[])
        level.updatedAt[name] -= ms;
    }
    for (const group of shop.groups.values()) group.createdAt -= ms;
    for (const row of shop.history) row.at -= ms;
  }
}

export function saveState(state: State, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // A demo that is killed while it writes must find the previous file whole.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(
    unfinished,
    JSON.stringify(state, (_key, value) => (value instanceof Map ? { $map: [...value] } : value)),
  );
  renameSync(unfinished, path);
}

export function loadState(path: string): State | null {
  if (!existsSync(path)) return null;
  const saved = parseState(path);
  return saved.version === STATE_VERSION ? saved : null;
}

function parseState(path: string): State {
  try {
    return JSON.parse(readFileSync(path, "utf8"), (_key, value) =>
      value && typeof value === "object" && Array.isArray(value.$map) ? new Map(value.$map) : value,
    ) as State;
  } catch (cause) {
    throw new Error(`The emulated Shopify cannot read what it kept in ${path}: delete that file.`, { cause });
  }
}

/** What ran when the process died is not running any more. */
export function endUnfinished(state: State): void {
  for (const [slot, remembered] of state.idempotency)
    if (remembered.status === "running") state.idempotency.delete(slot);
}

const SAVE_AFTER_MS = 200;

export type Keeper = { changed(): void; close(): void };

/** Writes the state soon after it changed, and once more at the end. */
export function createKeeper(path: string | undefined, state: () => State): Keeper {
  if (!path) return { changed: () => undefined, close: () => undefined };
  let waiting: NodeJS.Timeout | null = null;
  const save = (): void => {
    waiting = null;
    saveState(state(), path);
  };
  return {
    changed: () => {
      waiting ??= setTimeout(save, SAVE_AFTER_MS).unref();
    },
    close: () => {
      if (waiting) clearTimeout(waiting);
      save();
    },
  };
}
