import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Nobody meets a missing button without a reason. */
export function MayNotBanner() {
  const { t } = useTranslation("words");
  return (
    <Banner tone="info" title={t("mayNot.title")}>
      <Text as="p">{t("mayNot.body")}</Text>
    </Banner>
  );
}
