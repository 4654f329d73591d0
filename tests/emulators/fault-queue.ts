/** What every queued fault may say of when it comes. */
export type Queued = {
  /** A call by its name, or `any`. */
  operation?: string;
  /** How many matching calls pass unharmed first. */
  skip?: number;
  times?: number;
};

export type FaultQueue<Fault, QueuedFault extends Fault & Queued, Call> = {
  list(): QueuedFault[];
  push(...faults: QueuedFault[]): void;
  clear(): void;
  /** Asked for every call that no queued fault hits. */
  decide: ((call: Call) => Fault | null) | null;
  take(call: Call): Fault | null;
  /** Every connection is cut until `heal`, or for `ms`. */
  partition(ms?: number): void;
  heal(): void;
  isPartitioned(): boolean;
};

export function createFaultQueue<Fault, QueuedFault extends Fault & Queued, Call>(ways: {
  now(): number;
  matches(fault: QueuedFault, call: Call): boolean;
  /** Throws for what cannot be used: it must not lie in the queue and do nothing. */
  check(fault: QueuedFault): QueuedFault;
}): FaultQueue<Fault, QueuedFault, Call> {
  let queue: QueuedFault[] = [];
  let partitionedUntil = 0;
  return {
    decide: null,
    list: () => queue,
    push: (...faults) => {
      queue.push(...faults.map((fault) => ({ ...ways.check(fault) })));
    },
    clear: () => {
      queue = [];
      partitionedUntil = 0;
    },
    take(call) {
      for (const fault of queue) {
        if (!ways.matches(fault, call)) continue;
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
    partition: (ms) => {
      partitionedUntil = ms === undefined ? Number.POSITIVE_INFINITY : ways.now() + ms;
    },
    heal: () => {
      partitionedUntil = 0;
    },
    isPartitioned: () => ways.now() < partitionedUntil,
  };
}

type Timed = { kind: string; ms?: number; status?: number };

/** A fault that comes over HTTP may be mistyped. `more` says what else is wrong with it, if anything. */
export function checkFault<F extends Timed>(
  fault: F,
  kinds: readonly F["kind"][],
  more: string | null = null,
): F {
  const needsMs = fault.kind === "delay" || fault.kind === "drop-late";
  const why = !kinds.includes(fault.kind)
    ? `its kind is none of ${kinds.join(", ")}`
    : needsMs && !((fault.ms ?? -1) >= 0)
      ? "ms is missing"
      : fault.kind === "status" && !Number.isInteger(fault.status)
        ? "status is missing"
        : more;
  if (why) throw new Error(`This fault cannot be used: ${why} (${JSON.stringify(fault)}).`);
  return fault;
}
