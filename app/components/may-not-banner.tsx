import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Nobody meets a missing button without a reason. `asks`: what they write off is asked for first. */
export function MayNotBanner({ asks = false }: { asks?: boolean }) {
  const { t } = useTranslation("words");
  const may = asks ? "mayAsk" : "mayNot";
  return (
    <Banner tone="info" title={t(`${may}.title`)}>
      <Text as="p">{t(`${may}.body`)}</Text>
    </Banner>
  );
}
