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

export type QueuedFault = Fault & {
  /** A call by its vendor's face, or `any`. */
  operation?: string;
  organisation?: string;
  /** How many matching calls pass unharmed first. */
  skip?: number;
  times?: number;
};

export type FaultQueue = {
  list(): QueuedFault[];
  push(...faults: QueuedFault[]): void;
  clear(): void;
  /** Asked for every call that no queued fault hits. */
  decide: ((call: Call) => Fault | null) | null;
  take(call: Call): Fault | null;
  /** Every connection is cut until `heal`. */
  partition(): void;
  heal(): void;
  isPartitioned(): boolean;
};

export function createFaults(): FaultQueue {
  let queue: QueuedFault[] = [];
  let partitioned = false;
  return {
    decide: null,
    list: () => queue,
    push: (...faults) => {
      queue.push(...faults.map((fault) => ({ ...checked(fault) })));
    },
    clear: () => {
      queue = [];
      partitioned = false;
    },
    take(call) {
      for (const fault of queue) {
        if (!matches(fault, call)) continue;
        if (fault.skip) {
          fault.skip -= 1;
          continue;
        }
        fault.times = (fault.times ?? 1) - 1;
        if (fault.times <= 0) queue = queue.filter((other) => other !== fault);
        return fault;
      }
      return this.decide?.(call) ?? null;
    },
    partition: () => {
      partitioned = true;
    },
    heal: () => {
      partitioned = false;
    },
    isPartitioned: () => partitioned,
  };
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

/** A fault that comes over HTTP may be mistyped; it must not lie in the queue and do nothing. */
function checked(fault: QueuedFault): QueuedFault {
  const refuse = (why: string): never => {
    throw new Error(`This fault cannot be used: ${why} (${JSON.stringify(fault)}).`);
  };
  if (!kinds.includes(fault.kind)) refuse(`its kind is none of ${kinds.join(", ")}`);
  if ((fault.kind === "delay" || fault.kind === "drop-late") && !(fault.ms >= 0)) refuse("ms is missing");
  if (fault.kind === "status" && !Number.isInteger(fault.status)) refuse("status is missing");
  return fault;
}
