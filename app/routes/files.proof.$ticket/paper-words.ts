import { isSetAside, type TakenFrom } from "#app/domain/write-off/taken-from.ts";
import { accountInWords, reasonInWords, sentence } from "#app/i18n.ts";
import { FALLBACK, localeOf } from "#app/languages.ts";
import type { WireMoney } from "#app/queries/wire-money.ts";

type Place = { locationName: string; takenFrom: TakenFrom };

export type PaperWords = ReturnType<typeof paperWords>;

/** The sentences, days and amounts of a paper in one reader's language; days of the shop's zone. */
export function paperWords(wish: string, timeZone: string) {
  const locale = localeOf(wish) ?? FALLBACK;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const instant = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "long",
    timeZone: timeZone || "UTC",
  });
  const number = new Intl.NumberFormat(locale);
  return {
    say: (key: string, facts: Record<string, unknown> = {}) => sentence(`proof:${key}`, facts, locale),
    word: (key: string, facts: Record<string, unknown> = {}) => sentence(key, facts, locale),
    day: (text: string) => day.format(new Date(`${text}T00:00:00Z`)),
    instant: (iso: string) => instant.format(new Date(iso)),
    number: (value: number) => number.format(value),
    reason: (label: string) => reasonInWords(label, locale),
    place: ({ locationName, takenFrom }: Place) =>
      isSetAside(takenFrom)
        ? sentence(
            "words:place",
            { location: locationName, from: sentence(`words:takenFrom.${takenFrom}`, {}, locale) },
            locale,
          )
        : locationName,
    account: (name: string) => accountInWords(name, locale),
    money(money: WireMoney | null): string {
      if (!money) return "";
      const decimals = money.amount.split(".")[1]?.length ?? 0;
      const format = new Intl.NumberFormat(locale, {
        ...{ style: "currency", currency: money.currency, minimumFractionDigits: decimals },
      });
      return format.format(money.amount as `${number}`);
    },
  };
}
