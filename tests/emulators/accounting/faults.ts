import { checkFault, createFaultQueue, type FaultQueue as Queue, type Queued } from "../fault-queue.ts";
import type { Call } from "./face.ts";

/** What goes wrong. "Before" and "after" speak of the effect: what the call would have changed. */
export type Fault =
  | { kind: "delay"; ms: number; phase?: "before" | "after" }
  | { kind: "drop-before" }
  | { kind: "drop-after" }
  /** The socket dies at once and the effect still happens, later. */
  | { kind: "drop-late"; ms: number }
  | { kind: "status"; status: number; phase?: "before" | "after" }
  | { kind: "throttled"; retryAfterS?: number }
  /** The connection's tokens die, and this call hears it first. */
  | { kind: "revoke" }
  | { kind: "broken-json" }
  /** An answer that looks like success and carries an error; nothing was changed. */
  | { kind: "refused-in-200" };

export type QueuedFault = Fault &
  Queued & {
    organisation?: string;
  };

export type FaultQueue = Queue<Fault, QueuedFault, Call>;

export function createFaults(): FaultQueue {
  return createFaultQueue<Fault, QueuedFault, Call>({ now: Date.now, matches, check });
}

function matches(fault: QueuedFault, call: Call): boolean {
  if (fault.organisation && fault.organisation !== call.organisationId) return false;
  const wanted = fault.operation ?? "any";
  return wanted === "any" || wanted === call.operation;
}

const kinds: readonly Fault["kind"][] = [
  "delay",
  "drop-before",
  "drop-after",
  "drop-late",
  "status",
  "throttled",
  "revoke",
  "broken-json",
  "refused-in-200",
];

function check(fault: QueuedFault): QueuedFault {
  return checkFault(fault, kinds);
}
