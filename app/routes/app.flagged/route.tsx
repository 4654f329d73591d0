import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { flaggedFilterOf, flaggedList } from "#app/queries/flagged-list.ts";
import { FlaggedCard } from "./flagged-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const filter = flaggedFilterOf(new URL(request.url).searchParams);
  return {
    list: await flaggedList(ctx, filter),
    filter,
    mayAsk: barOf(ctx.person, "request") === null,
    timeZone: ctx.shop.timeZone,
  };
}

export default function Flagged() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { list, filter, mayAsk, timeZone } = shown;
  const { t } = useTranslation("flagged");
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("backToList"), url: "/app/write-offs" }}
      fullWidth
      {...(mayAsk ? { secondaryActions: [{ content: t("scan"), url: "/app/scan" }] } : {})}
    >
      <BlockStack gap="400">
        {mayAsk ? null : <MayNotBanner />}
        <FlaggedCard list={list} filter={filter} mayAct={mayAsk} timeZone={timeZone} />
      </BlockStack>
    </Page>
  );
}
