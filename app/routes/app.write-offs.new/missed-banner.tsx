import { useSearchParams } from "@remix-run/react";
import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FormPage } from "#app/queries/form-page.ts";

/** Says what of another page's line could not be filled in; what could be stands in the form. */
export function MissedBanner({ missed }: { missed: NonNullable<FormPage["missed"]> }) {
  const { t } = useTranslation("new");
  const [params] = useSearchParams();
  // Once the form is kept its address names it, and reading that again would bring no item.
  const again = { content: t("missed.again"), onAction: () => location.reload() };
  const mayAsk = missed.why === "away" && params.has("variantId");
  return (
    <Banner tone="warning" title={t(`missed.${missed.why}.title`)} {...(mayAsk ? { action: again } : {})}>
      <Text as="p">{t(`missed.${missed.why}.body`, { count: missed.quantity })}</Text>
    </Banner>
  );
}
