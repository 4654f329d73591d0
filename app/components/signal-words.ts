import type { SignalCode } from "#app/domain/signal/signal.ts";
import type { SecondView } from "#app/queries/second-reason.ts";

type Say = {
  t(key: string, facts?: Record<string, unknown>): string;
  show(value: SecondView["most"] | string): unknown;
  hour(hour: number): string;
};

/** What was noticed about a write-off, in a sentence; without amounts for who may not see cost. */
export function signalWords(
  code: SignalCode,
  { found, most, signal }: SecondView,
  { t, show, hour }: Say,
): string {
  const facts = { ...signal, found: show(found), most: show(most), usual: show(signal?.usual ?? null) };
  const { times, undone: _, ...rest } = signal ?? {};
  const count = { ...rest, count: Number(times) };
  switch (code) {
    case "signal-value":
      return found === null ? t("why.signal.valueHidden") : t("why.signal.value", facts);
    case "signal-often":
      return t("why.signal.often", { ...facts, count: Number(signal?.today) });
    case "signal-person":
      return t("why.signal.person", facts);
    case "signal-again":
      return t("why.signal.again", count);
    case "signal-returned":
      return t("why.signal.returned", facts);
    case "signal-below":
      return found === null ? t("why.signal.belowHidden") : t("why.signal.below", facts);
    case "signal-hours": {
      const [at, from, to] = [signal?.hour, signal?.opensAt, signal?.closesAt].map(Number).map(hour);
      return t("why.signal.hours", { hour: at, from, to });
    }
    case "signal-small":
      return t("why.signal.small", { ...facts, count: Number(signal?.items) });
  }
}
