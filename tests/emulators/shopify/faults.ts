import { setTimeout as sleep } from "node:timers/promises";
import { type ErrorCode, messages } from "./messages.ts";
import type { RequestFacts } from "./world.ts";

/** What goes wrong. "Before" and "after" speak of the effect: what the request would have changed. */
export type Fault =
  | { kind: "delay"; ms: number; phase?: "before" | "after" }
  | { kind: "drop-before" }
  | { kind: "drop-after" }
  /** The socket dies at once and the effect still happens, later. */
  | { kind: "drop-late"; ms: number }
  | { kind: "status"; status: number; phase?: "before" | "after"; retryAfterS?: number }
  | { kind: "throttled" }
  | { kind: "user-error"; code: ErrorCode; effect?: boolean }
  /** Says stale; with `delta` somebody really sold at that moment. */
  | { kind: "stale"; delta?: number }
  | { kind: "revoke-token" }
  | { kind: "broken-json" }
  | { kind: "partition"; ms?: number };

export type QueuedFault = Fault & {
  /** A root field's name, `oauth`, or `any`. */
  operation?: string;
  /** A shop's domain. */
  shop?: string;
  /** How many matching requests pass unharmed first. */
  skip?: number;
  times?: number;
};

export type FaultQueue = {
  list(): QueuedFault[];
  push(...faults: QueuedFault[]): void;
  clear(): void;
  /** Asked for every request that no queued fault hits. */
  decide: ((request: RequestFacts) => Fault | null) | null;
  take(request: RequestFacts): Fault | null;
  /** Everything is dropped until `heal` or for `ms`. */
  partition(ms?: number): void;
  heal(): void;
  isPartitioned(): boolean;
};

export function createFaults(now: () => number): FaultQueue {
  let queue: QueuedFault[] = [];
  let partitionedUntil = 0;
  return {
    decide: null,
    list: () => queue,
    push: (...faults) => {
      queue.push(...faults.map((fault) => ({ ...checkFault(fault) })));
    },
    clear: () => {
      queue = [];
      partitionedUntil = 0;
    },
    take(request) {
      for (const fault of queue) {
        if (!matches(fault, request)) continue;
        if (fault.skip) {
          fault.skip -= 1;
          continue;
        }
        fault.times = (fault.times ?? 1) - 1;
        if (fault.times <= 0) queue = queue.filter((other) => other !== fault);
        return fault;
      }
      return this.decide?.(request) ?? null;
    },
    partition: (ms) => {
      partitionedUntil = ms === undefined ? Number.POSITIVE_INFINITY : now() + ms;
    },
    heal: () => {
      partitionedUntil = 0;
    },
    isPartitioned: () => now() < partitionedUntil,
  };
}

export async function waitFor(ms: number): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { ref: false });
}

function matches(fault: QueuedFault, request: RequestFacts): boolean {
  if (fault.shop && fault.shop !== request.shop) return false;
  const wanted = fault.operation ?? "any";
  return wanted === "any" || request.operations.includes(wanted);
}

const kinds: readonly Fault["kind"][] = [
  "delay",
  "drop-before",
  "drop-after",
  "drop-late",
  "status",
  "throttled",
  "user-error",
  "stale",
  "revoke-token",
  "broken-json",
  "partition",
];

/** A fault that comes over HTTP may be mistyped; it must not lie in the queue and do nothing. */
function checkFault(fault: QueuedFault): QueuedFault {
  const refuse = (why: string): never => {
    throw new Error(`This fault cannot be used: ${why} (${JSON.stringify(fault)}).`);
  };
  if (!kinds.includes(fault.kind)) refuse(`its kind is none of ${kinds.join(", ")}`);
  if ((fault.kind === "delay" || fault.kind === "drop-late") && !(fault.ms >= 0)) refuse("ms is missing");
  if (fault.kind === "status" && !Number.isInteger(fault.status)) refuse("status is missing");
  if (fault.kind === "user-error" && !(fault.code in messages)) refuse("its code is unknown");
  return fault;
}
