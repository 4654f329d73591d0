import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WireMoney } from "#app/queries/wire-money.ts";

export type Format = ReturnType<typeof formatsOf>;

/** Numbers, money and dates as the reader's language writes them, dates always in the shop's zone. */
export function useFormat(timeZone: string): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language, timeZone), [i18n.language, timeZone]);
}

function formatsOf(locale: string, timeZone: string) {
  const day = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const instant = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
  });
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const shortMonth = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const monthName = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return {
    day: (text: string) => day.format(new Date(`${text}T00:00:00Z`)),
    /** "2026-11", "2026-03..2026-05" or a year alone, as an address says it. */
    period(id: string): string {
      const [from = id, to = from] = id.split("..");
      return id.length === 4 ? id : month.formatRange(firstDayOf(from), firstDayOf(to));
    },
    /** Where there is little room: "Nov 2026". */
    shortMonth: (id: string) => shortMonth.format(firstDayOf(id)),
    monthName: (id: string) => monthName.format(firstDayOf(id)),
    instant: (iso: string) => instant.format(new Date(iso)),
    number: (value: number) => number.format(value),
    list: (parts: string[]) => list.format(parts),
    money: (money: WireMoney) => moneyIn(locale, money),
  };
}

function firstDayOf(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** A decimal string goes to Intl as it is: through a float, a long amount would lose its cents. */
function moneyIn(locale: string, { amount, currency }: WireMoney): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: amount.split(".")[1]?.length ?? 0,
  });
  return format.format(amount as `${number}`);
}
