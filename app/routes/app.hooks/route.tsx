import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { hookPage } from "#app/queries/hook-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { HooksCard } from "./hooks-card.tsx";
import { MakeDialog } from "./make-dialog.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const { searchParams } = new URL(request.url);
  const onlyFailed = searchParams.get("only") === "failed";
  const cursor = searchParams.get("cursor") ?? "";
  const maySee = await seesCost(ctx, { ask: true });
  const page = maySee ? await hookPage(ctx, { cursor, onlyFailed }) : null;
  return { page, onlyFailed, timeZone: ctx.shop.timeZone };
}

export default function Hooks() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { page, onlyFailed, timeZone } = shown;
  const { t } = useTranslation("hooks");
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
        <HooksCard hooks={page.hooks} timeZone={timeZone} />
        <DeliveriesCard page={page} onlyFailed={onlyFailed} timeZone={timeZone} />
      </BlockStack>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}
