import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export type TypedAmount = {
  /** Plain decimals for what a person typed; null for what is no amount, or could be two. */
  read(typed: string): string | null;
  /** Plain decimals as the person would type them. */
  write(amount: string): string;
};

const PLAIN = /^[0-9]{1,12}(\.[0-9]{1,8})?$/;

/** Amounts as the reader's language writes them: "1,5" and "1.5" are one and a half wherever both can be. */
export function useTypedAmount(): TypedAmount {
  const { i18n } = useTranslation();
  return useMemo(() => typedAmountOf(i18n.language), [i18n.language]);
}

export function typedAmountOf(locale: string): TypedAmount {
  const parts = new Intl.NumberFormat(locale, { useGrouping: "always" }).formatToParts(1_000.5);
  const signOf = (type: string) => parts.find((part) => part.type === type)?.value;
  const signs = { decimal: signOf("decimal") ?? ".", group: signOf("group") ?? "," };
  return {
    read: (typed) => plainOf(typed.trim(), signs),
    write: (amount) => amount.replace(".", signs.decimal),
  };
}

function plainOf(typed: string, { decimal, group }: { decimal: string; group: string }): string | null {
  const used = [...new Set(typed.match(/[.,]/g))];
  const last = typed.search(/[.,][^.,]*$/);
  const isDecimal = used.length === 2 || (used.length === 1 && last === typed.search(/[.,]/));
  const [whole, rest] = isDecimal ? [typed.slice(0, last), typed.slice(last + 1)] : [typed, ""];
  // "1.500" is a thousand and a half to a Spaniard and one and a half to an American: nobody guesses.
  if (isDecimal && used.length === 1 && used[0] !== decimal && used[0] === group && looksGrouped(typed)) {
    return null;
  }
  const digits = /[.,]/.test(whole) ? ungrouped(whole) : whole;
  const plain = isDecimal ? `${digits}.${rest}` : digits;
  return plain !== null && PLAIN.test(plain) ? plain : null;
}

function ungrouped(whole: string): string | null {
  return /^[0-9]{1,3}(\.[0-9]{3})+$|^[0-9]{1,3}(,[0-9]{3})+$/.test(whole) ? whole.replace(/[.,]/g, "") : null;
}

function looksGrouped(typed: string): boolean {
  return /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(typed);
}
