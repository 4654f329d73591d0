import { Banner, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { OwnDraftView } from "#app/queries/own-draft.ts";

/** A form that is no form any more: it says what has become of it. */
export function OverBanner({ kept }: { kept: OwnDraftView | null }) {
  const { t } = useTranslation("new");
  if (!kept) {
    return (
      <Banner tone="info" title={t("over.lost")}>
        <Text as="p">{t("over.lostBody")}</Text>
      </Banner>
    );
  }
  const number = kept.over?.number ?? null;
  const url = number ? `/app/write-offs/${kept.id}` : `/app/requests/${kept.id}`;
  return (
    <Banner tone="info" title={number ? t("over.done", { number }) : t("over.requested")}>
      <Link url={url}>{t("over.open")}</Link>
    </Banner>
  );
}
