import { Banner, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import type { Refused } from "#app/components/use-act.ts";

/**
 * An answer that was lost had said yes: what was sent then is written off, and what stands here now is not.
 * Everything else is said as it was refused.
 */
export function SentBanner({ refusal, id, title }: { refusal: Refused; id: string; title: string }) {
  const { t } = useTranslation("new");
  if (!refusal.problems.some(({ code }) => code === "id-taken"))
    return <RefusalBanner refusal={refusal} title={title} />;
  return (
    <Banner tone="warning" title={t("sent.title")}>
      <Text as="p">{t("sent.body")}</Text>
      <Link url={`/app/write-offs/${id}`}>{t("over.open")}</Link>
    </Banner>
  );
}
