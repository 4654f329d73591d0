import { count, t } from "./text.ts";
import type { Allowance } from "./wire.ts";

/** The door stays where it is, says why it is shut, and shows the way to another plan. */
export function PlanBanner({ allowance }: { allowance: Allowance }) {
  const { limit, used, planUrl } = allowance;
  return (
    <s-banner heading={t("plan.heading")} tone="warning">
      <s-stack direction="block" gap="small-200">
        <s-text>{t("plan.text", { limit: count(limit), used: count(used) })}</s-text>
        <s-link href={planUrl} target="_blank">
          {t("plan.link")}
        </s-link>
      </s-stack>
    </s-banner>
  );
}

export function isUsedUp(allowance: Allowance | null): allowance is Allowance {
  return allowance !== null && allowance.used >= allowance.limit;
}
