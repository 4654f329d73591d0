import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type Allowance, isUsedUp } from "#app/domain/pricing/pricing.ts";
import { AdminLink } from "./admin-link.tsx";

/** Few enough to be worth a word before the last one. */
const LEFT_WORTH_SAYING = 3;

/** The way in stays where it is and says why it is shut, and where it is opened. */
export function PlanBanner({ allowance }: { allowance: Allowance | null }) {
  const { t } = useTranslation("plan");
  if (!allowance || allowance.limit - allowance.used > LEFT_WORTH_SAYING) return null;
  const { limit, used, planUrl } = allowance;
  const isOver = isUsedUp(allowance);
  return (
    <Banner
      tone={isOver ? "warning" : "info"}
      title={isOver ? t("over.title") : t("near.title", { count: limit - used })}
    >
      <BlockStack gap="200">
        <Text as="p">{isOver ? t("over.body", { limit }) : t("near.body", { limit })}</Text>
        <AdminLink to={planUrl}>{t("choose")}</AdminLink>
      </BlockStack>
    </Banner>
  );
}
