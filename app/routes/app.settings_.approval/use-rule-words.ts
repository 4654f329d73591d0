import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { ApprovalRuleSetting } from "#app/queries/approval-settings.ts";

/** A rule in a sentence: what it is for, from when on, and where it holds. */
export function useRuleWords(): (rule: ApprovalRuleSetting) => string {
  const { t } = useTranslation("approval");
  const format = useFormat("UTC");
  const own = useOwnWords();
  return (rule) => {
    const { measure, span, most, currency } = rule;
    const limit = most && currency ? format.money({ amount: most, currency }) : format.number(Number(most));
    const facts = { act: t(`act.${rule.act}`), most: limit };
    const says = measure === "any" ? t("says.any", facts) : t(`says.${measure}.${span}`, facts);
    const scope = [own.reason(rule.reasonLabel ?? ""), rule.locationName, rule.personName].filter(Boolean);
    return [says, ...scope].join(" · ");
  };
}
