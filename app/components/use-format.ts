import { useTranslation } from "react-i18next";
import type { WireMoney } from "#app/queries/wire-money.ts";

export type Format = ReturnType<typeof formatsOf>;

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const KEPT_MAX = 1_000;
/** A page of fifty rows has hundreds of them, and to make one costs more than to use it a hundred times. */
const kept = new Map<string, Format>();
const moneys = new Map<string, Intl.NumberFormat>();

/** Numbers, money and dates as the reader's language writes them, dates always in the shop's zone. */
export function useFormat(timeZone: string): Format {
  const { language } = useTranslation().i18n;
  return keptIn(kept, `${language} ${timeZone}`, () => formatsOf(language, timeZone));
}

function formatsOf(locale: string, timeZone: string) {
  const inUtc = (parts: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }));
  const day = inUtc(DAY);
  const month = inUtc({ month: "long", year: "numeric" });
  const shortMonth = inUtc({ month: "short", year: "numeric" });
  const monthName = inUtc({ month: "short" });
  const instant = once(
    () => new Intl.DateTimeFormat(locale, { ...DAY, hour: "numeric", minute: "2-digit", timeZone }),
  );
  const number = once(() => new Intl.NumberFormat(locale));
  const list = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  return {
    day: (text: string) => day().format(new Date(`${text}T00:00:00Z`)),
    /** "2026-11", "2026-03..2026-05" or a year alone, as an address says it. */
    period(id: string): string {
      const [from = id, to = from] = id.split("..");
      return id.length === 4 ? id : month().formatRange(firstDayOf(from), firstDayOf(to));
    },
    /** Where there is little room: "Nov 2026". */
    shortMonth: (id: string) => shortMonth().format(firstDayOf(id)),
    monthName: (id: string) => monthName().format(firstDayOf(id)),
    instant: (iso: string) => instant().format(new Date(iso)),
    number: (value: number) => number().format(value),
    list: (parts: string[]) => list().format(parts),
    money: (money: WireMoney) => moneyIn(locale, money),
  };
}

/** None of them is made before it is asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function keptIn<T>(all: Map<string, T>, key: string, make: () => T): T {
  const known = all.get(key);
  if (known) return known;
  // The admin names the language: nobody shall fill the memory with languages.
  if (all.size >= KEPT_MAX) all.clear();
  const made = make();
  all.set(key, made);
  return made;
}

function firstDayOf(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** A decimal string goes to Intl as it is: through a float, a long amount would lose its cents. */
function moneyIn(locale: string, { amount, currency }: WireMoney): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  const style = { style: "currency", currency, minimumFractionDigits: decimals } as const;
  const format = keptIn(
    moneys,
    `${locale} ${currency} ${decimals}`,
    () => new Intl.NumberFormat(locale, style),
  );
  return format.format(amount as `${number}`);
}
