import { useTranslation } from "react-i18next";
import type { SecondView } from "#app/queries/second-reason.ts";
import { hourOf } from "./hour-of.ts";
import { signalWords } from "./signal-words.ts";
import { useFormat } from "./use-format.ts";
import { useOwnWords } from "./use-own-words.ts";

/** Why a second person is needed, in a sentence. */
export function useSecondWords(): (reason: SecondView) => string {
  const { t, i18n } = useTranslation("requests");
  const format = useFormat("UTC");
  const own = useOwnWords();
  const shown = (value: SecondView["most"] | string) =>
    value !== null && typeof value === "object" ? format.money(value) : value;

  const hour = (at: number) => hourOf(at, i18n.language);

  function wordsOf(reason: SecondView): string {
    const span = reason.span ?? "document";
    const facts = { found: shown(reason.found), most: shown(reason.most), item: reason.item };
    switch (reason.code) {
      case "elsewhere":
        return t("why.elsewhere", { location: reason.locationName });
      case "by-link":
        return t("why.by-link", { label: reason.label });
      case "rule-value":
        return reason.found === null ? t(`why.hidden.${span}`, facts) : t(`why.value.${span}`, facts);
      case "rule-units":
        return t(`why.units.${span}`, facts);
      case "rule-percent":
        return t(`why.percent.${span}`, facts);
      case "signal-value":
      case "signal-often":
      case "signal-person":
      case "signal-again":
      case "signal-returned":
      case "signal-below":
      case "signal-hours":
      case "signal-small":
        return signalWords(reason.code, reason, { t, show: shown, hour });
      default:
        return t(`why.${reason.code}`);
    }
  }

  return (reason) => {
    const why = wordsOf(reason);
    if (reason.code === "elsewhere" || reason.code === "by-link") return why;
    const scope = [own.reason(reason.reasonLabel ?? ""), reason.locationName, reason.personName].filter(
      Boolean,
    );
    return scope.length > 0 ? t("why.scope", { why, scope: scope.join(", ") }) : why;
  };
}
