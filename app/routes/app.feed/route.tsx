import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { env } from "#app/env.server.ts";
import { feedPage } from "#app/queries/feed-page.ts";
import { mayOpenTheDoor } from "#app/use-cases/feed/make-feed-token.ts";
import { MakeDialog } from "./make-dialog.tsx";
import { PullsCard } from "./pulls-card.tsx";
import { TokensCard } from "./tokens-card.tsx";
import { UseCard } from "./use-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  if (!(await mayOpenTheDoor(ctx))) return { page: null, timeZone: ctx.shop.timeZone, address: "" };
  const cursor = new URL(request.url).searchParams.get("cursor") ?? "";
  const page = await feedPage(ctx, cursor);
  return { page, timeZone: ctx.shop.timeZone, address: `${env.shopifyAppUrl}/feed/v1` };
}

export default function Feed() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { page, timeZone, address } = shown;
  const { t } = useTranslation("feed");
  const [making, setMaking] = useState(false);
  const back = { content: t("back"), url: "/app/settings" };
  if (!page) {
    return (
      <Page title={t("title")} backAction={back}>
        <Banner tone="info" title={t("may.title")}>
          <Text as="p">{t("may.body")}</Text>
        </Banner>
      </Page>
    );
  }
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={back}
      primaryAction={{ content: t("make.action"), onAction: () => setMaking(true) }}
    >
      <BlockStack gap="400">
        <TokensCard tokens={page.tokens} timeZone={timeZone} />
        <UseCard address={address} />
        <PullsCard page={page} timeZone={timeZone} />
      </BlockStack>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}
