import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { formPage } from "#app/queries/form-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { OverBanner } from "../app.write-offs.new/over-banner.tsx";
import { useFormId } from "../app.write-offs.new/use-form-id.ts";
import { ScanDesk } from "./scan-desk.tsx";
import { useMuted } from "./use-muted.ts";

export { kept as clientLoader } from "#app/components/kept.ts";
export { staysAsTyped as shouldRevalidate } from "../app.write-offs.new/stays-as-typed.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const draftId = new URL(request.url).searchParams.get("draft");
  return formPage(ctx, { draftId, seesCost: await seesCost(ctx, { ask: true }) });
}

export default function Scan() {
  const page = useLoaderData<typeof loader>();
  useKept(page);
  const id = useFormId(page);
  const { t } = useTranslation("scan");
  const { kept, gone, mayAsk } = page;
  const isOver = kept?.over != null;
  const [muted, setMuted] = useMuted();
  return (
    <Page
      title={t("title")}
      backAction={{ content: t("backToList"), url: "/app/write-offs" }}
      secondaryActions={[{ content: t(muted ? "box.unmute" : "box.mute"), onAction: () => setMuted(!muted) }]}
    >
      <BlockStack gap="400">
        {gone || isOver ? <OverBanner kept={kept} /> : null}
        {mayAsk ? null : <MayNotBanner />}
        {mayAsk && !isOver ? <ScanDesk key={id} id={id} page={page} muted={muted} /> : null}
      </BlockStack>
    </Page>
  );
}
