export type PaceRules = {
  perSecond: number | null;
  perMinute: number | null;
  perDay: number | null;
  atOnce: number | null;
};

export type PaceVerdict =
  | { kind: "may"; left: { minute: number | null; day: number | null } }
  | { kind: "too-many"; limit: "second" | "minute" | "day" | "at-once"; waitMs: number };

export type Pace = {
  enter(organisationId: string): PaceVerdict;
  leave(organisationId: string): void;
  /** How many times faster than the vendor's the windows pass; 0: nobody counts. */
  setScale(scale: number): void;
  /** The most calls that were ever let in during one window, by the limit's name. */
  peaks(): Readonly<Record<"second" | "minute" | "day" | "at-once", number>>;
  refusals(): number;
};

const SECOND_MS = 1000;
const windows = { second: SECOND_MS, minute: 60 * SECOND_MS, day: 24 * 3600 * SECOND_MS };

/** Sliding windows: a burst at the turn of a minute counts as what it is. */
export function createPace(rules: PaceRules, now: () => number, firstScale: number): Pace {
  const calls = new Map<string, number[]>();
  const running = new Map<string, number>();
  const peaks = { second: 0, minute: 0, day: 0, "at-once": 0 };
  let scale = firstScale;
  let refused = 0;
  const longest = rules.perDay === null ? windows.minute : windows.day;

  const limitOf = (window: keyof typeof windows): number | null =>
    ({ second: rules.perSecond, minute: rules.perMinute, day: rules.perDay })[window];

  return {
    enter(organisationId) {
      const at = now();
      const inFlight = running.get(organisationId) ?? 0;
      running.set(organisationId, inFlight + 1);
      if (scale === 0) return { kind: "may", left: { minute: rules.perMinute, day: rules.perDay } };
      const past = (calls.get(organisationId) ?? []).filter((call) => call > at - longest / scale);
      calls.set(organisationId, past);
      const left = { minute: null as number | null, day: null as number | null };
      for (const window of ["second", "minute", "day"] as const) {
        const limit = limitOf(window);
        if (limit === null) continue;
        const length = windows[window] / scale;
        const inside = past.filter((call) => call > at - length);
        if (inside.length >= limit) {
          refused += 1;
          const first = inside[inside.length - limit] ?? at;
          return { kind: "too-many", limit: window, waitMs: Math.max(1, first + length - at) };
        }
        if (window !== "second") left[window] = limit - inside.length - 1;
        peaks[window] = Math.max(peaks[window], inside.length + 1);
      }
      if (rules.atOnce !== null && inFlight >= rules.atOnce) {
        refused += 1;
        return { kind: "too-many", limit: "at-once", waitMs: SECOND_MS / scale };
      }
      peaks["at-once"] = Math.max(peaks["at-once"], inFlight + 1);
      past.push(at);
      return { kind: "may", left };
    },
    leave(organisationId) {
      running.set(organisationId, Math.max(0, (running.get(organisationId) ?? 0) - 1));
    },
    setScale: (wanted) => {
      scale = wanted;
      calls.clear();
    },
    peaks: () => ({ ...peaks }),
    refusals: () => refused,
  };
}
