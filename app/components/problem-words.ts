import { useTranslation } from "react-i18next";
import { isDay } from "#app/domain/dates.ts";
import type { Problem } from "#app/domain/problem.ts";
import { useFormat } from "./use-format.ts";
import { useOwnWords } from "./use-own-words.ts";

/** The sentence of a problem, its numbers, days and lists written as the reader's language does. */
export function useProblemWords(): (problem: Pick<Problem, "code" | "facts">) => string {
  const { t } = useTranslation("problems");
  const format = useFormat("UTC");
  const own = useOwnWords();
  return ({ code, facts = {} }) => {
    const shown = Object.entries(facts).map(([name, fact]) => {
      if (typeof fact === "string" && (name === "reason" || name === "label"))
        return [name, own.reason(fact)];
      if (typeof fact === "number") return [name, format.number(fact)];
      if (typeof fact === "string" && isDay(fact)) return [name, format.day(fact)];
      return [name, Array.isArray(fact) ? format.list(fact) : fact];
    });
    return String(t(code, Object.fromEntries(shown)));
  };
}
