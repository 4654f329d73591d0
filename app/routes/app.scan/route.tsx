import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { formPage } from "#app/queries/form-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { OverBanner } from "../app.write-offs.new/over-banner.tsx";
import { ScanDesk } from "./scan-desk.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const draftId = new URL(request.url).searchParams.get("draft");
  return formPage(ctx, { draftId, seesCost: await seesCost(ctx, { ask: true }) });
}

/** What was scanned stays on the screen; only another form is another reading. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formMethod }) => {
  const [now, next] = [currentUrl, nextUrl].map((url) => url.searchParams.get("draft"));
  return !formMethod && now !== null && now !== next;
};

export default function Scan() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("scan");
  const { kept, lost, mayAsk } = page;
  const isOver = kept?.over != null;
  return (
    <Page title={t("title")} backAction={{ content: t("backToList"), url: "/app/write-offs" }}>
      <BlockStack gap="400">
        {lost || isOver ? <OverBanner kept={kept} /> : null}
        {mayAsk ? null : <MayNotBanner />}
        {mayAsk && !isOver ? <ScanDesk key={kept?.id ?? "new"} page={page} /> : null}
      </BlockStack>
    </Page>
  );
}
