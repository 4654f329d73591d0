import { Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";

export function NotFound() {
  const { t } = useTranslation("document");
  const action = { content: t("missing.action"), url: "/app/write-offs", primary: true };
  return (
    <Page title={t("missing.page")} backAction={{ content: t("backToList"), url: "/app/write-offs" }}>
      <Card padding="0">
        <Nothing title={t("missing.title")} body={t("missing.body")} action={action} />
      </Card>
    </Page>
  );
}
