import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { PlanBanner } from "#app/components/plan-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { parseFirstLine } from "#app/domain/draft/first-line.ts";
import { isUuid } from "#app/domain/ids.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { formPage } from "#app/queries/form-page.ts";
import { readFirstItem } from "#app/use-cases/draft/read-first-item.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { submitForm } from "#app/use-cases/write-off/submit-form.ts";
import { BegunCard } from "./begun-card.tsx";
import { MissedBanner } from "./missed-banner.tsx";
import { OverBanner } from "./over-banner.tsx";
import { useFormId } from "./use-form-id.ts";
import { WriteOffEditor } from "./write-off-editor.tsx";

export { answered as clientAction } from "#app/components/answered.ts";
export { kept as clientLoader } from "#app/components/kept.ts";
export { staysAsTyped as shouldRevalidate } from "./stays-as-typed.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const { searchParams } = new URL(request.url);
  const [draftId, requestId] = [searchParams.get("draft"), searchParams.get("request")];
  const line = draftId || requestId ? null : parseFirstLine(searchParams);
  const first = line && { line, found: await readFirstItem(ctx, line) };
  return formPage(ctx, { draftId, requestId, first, seesCost: await seesCost(ctx, { ask: true }) });
}

/** People are asked about what looks wrong, also where their page forgot to say that it can ask. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const incidentId = new URL(request.url).searchParams.get("incident");
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseWriteOffCommand({ acknowledged: [], ...Object(body.value) });
    if (!command.ok) return command;
    return submitForm(ctx, command.value, incidentId && isUuid(incidentId) ? incidentId : null);
  });
}

export default function NewWriteOff() {
  const page = useLoaderData<typeof loader>();
  useKept(page);
  const id = useFormId(page);
  const { form, kept, begun, gone, missed, mayAsk } = page;
  const { t } = useTranslation("new");
  const isOver = kept?.over != null;
  return (
    <Page
      title={t("title")}
      backAction={{ content: t("backToList"), url: "/app/write-offs" }}
      secondaryActions={[
        { content: t("scan"), url: "/app/scan" },
        { content: t("flagged"), url: "/app/flagged" },
      ]}
    >
      <BlockStack gap="400">
        {missed ? <MissedBanner missed={missed} /> : null}
        {gone || isOver ? <OverBanner kept={kept} /> : null}
        {begun.length > 0 ? <BegunCard begun={begun} timeZone={form.shop.timeZone} /> : null}
        <PlanBanner allowance={form.allowance} />
        {mayAsk ? null : <MayNotBanner />}
        {mayAsk && !isOver ? <WriteOffEditor key={id} id={id} page={page} /> : null}
      </BlockStack>
    </Page>
  );
}
