import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { newsChoices } from "#app/queries/news-choices.ts";
import { ChoicesForm } from "./choices-form.tsx";
import { FailedCard } from "./failed-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return newsChoices(await contextOfRequest(request));
}

export default function Choices() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("news-choices");
  const isMute = shown.digestHour === null;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("back"), url: "/app/news" }}
      narrowWidth
    >
      <BlockStack gap="400">
        {isMute ? (
          <Banner tone="info" title={t("mute.title")}>
            <Text as="p">{t("mute.body")}</Text>
          </Banner>
        ) : null}
        {shown.failed.length > 0 ? <FailedCard letters={shown.failed} timeZone={shown.timeZone} /> : null}
        <ChoicesForm choices={shown} />
      </BlockStack>
    </Page>
  );
}
