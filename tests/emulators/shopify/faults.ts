import { setTimeout as sleep } from "node:timers/promises";
import { checkFault, createFaultQueue, type FaultQueue as Queue, type Queued } from "../fault-queue.ts";
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

export type QueuedFault = Fault &
  Queued & {
    /** A shop's domain. */
    shop?: string;
  };

export type FaultQueue = Queue<Fault, QueuedFault, RequestFacts>;

export function createFaults(now: () => number): FaultQueue {
  return createFaultQueue<Fault, QueuedFault, RequestFacts>({ now, matches, check });
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

function check(fault: QueuedFault): QueuedFault {
  const isUnknown = fault.kind === "user-error" && !(fault.code in messages);
  return checkFault(fault, kinds, isUnknown ? "its code is unknown" : null);
}
