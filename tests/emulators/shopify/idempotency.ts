import type { Remembered } from "./state.ts";
import type { Outcome, World } from "./world.ts";

const DAY_MS = 24 * 3_600_000;
const EARLY_MS = 10 * 60_000;

export type Recall =
  | { kind: "new" }
  | { kind: "mismatch" }
  | { kind: "running" }
  | { kind: "failed" }
  | { kind: "replay"; remembered: Remembered };

export type KeyedCall = { shop: string; key: string; fingerprint: string };

/** Looks a key up and, when it is new, marks it as running. */
export function recallKey(world: World, call: KeyedCall): Recall {
  const { idempotency } = world.switches;
  if (idempotency === "ignored") return { kind: "new" };
  const slot = slotOf(world, call);
  const known = world.state.idempotency.get(slot);
  const memoryMs = idempotency === "forgotten-early" ? EARLY_MS : DAY_MS;
  if (!known || world.now() - known.at >= memoryMs) {
    world.state.idempotency.set(slot, {
      fingerprint: call.fingerprint,
      at: world.now(),
      status: "running",
      groupId: null,
      userErrors: [],
    });
    return { kind: "new" };
  }
  if (known.fingerprint !== call.fingerprint) return { kind: "mismatch" };
  if (known.status === "running") return { kind: "running" };
  if (known.status === "failed" || idempotency === "previous-attempt-failed") return { kind: "failed" };
  return { kind: "replay", remembered: known };
}

/** An outcome that changed something is replayed; one that only refused is remembered as a failure. */
export function rememberOutcome(world: World, call: KeyedCall, outcome: Outcome): void {
  const known = world.state.idempotency.get(slotOf(world, call));
  if (!known) return;
  known.status = outcome.group || outcome.userErrors.length === 0 ? "done" : "failed";
  known.groupId = outcome.group?.id ?? null;
  known.userErrors = outcome.userErrors;
}

/** A passing trouble leaves the key free for the same request. */
export function forgetKey(world: World, call: KeyedCall): void {
  world.state.idempotency.delete(slotOf(world, call));
}

function slotOf(world: World, { shop, key }: KeyedCall): string {
  return world.switches.keyScope === "app"
    ? `${world.app.apiKey}|${key}`
    : `${world.app.apiKey}|${shop}|${key}`;
}
