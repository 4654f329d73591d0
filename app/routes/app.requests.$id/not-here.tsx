import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";

export function NotHere() {
  const { t } = useTranslation("requests");
  return (
    <Page title={t("title")} backAction={{ content: t("one.back"), url: "/app/requests" }}>
      <Nothing title={t("one.notFound")} body={t("one.notFoundBody")} />
    </Page>
  );
}
