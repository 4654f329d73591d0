import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { writeOffForm } from "#app/queries/write-off-form.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { WriteOffEditor } from "./write-off-editor.tsx";

export { answered as clientAction } from "#app/components/answered.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return writeOffForm(ctx, { of: null, seesCost: await seesCost(ctx, { ask: true }) });
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseWriteOffCommand(body.value);
    if (!command.ok) return command;
    const submitted = await submitWriteOff(ctx, command.value);
    return submitted.ok ? { ok: true, value: { documentId: submitted.value.documentId } } : submitted;
  });
}

/** The form stays as it is while a person fills it in; what it offers was read when it opened. */
export const shouldRevalidate = () => false;

export default function NewWriteOff() {
  const read = useLoaderData<typeof loader>();
  const own = useOwnWords();
  const reasons = read.reasons.map((reason) => ({ ...reason, label: own.reason(reason.label) }));
  const form = { ...read, reasons };
  const { t } = useTranslation("new");
  return (
    <Page title={t("title")} backAction={{ content: t("backToList"), url: "/app/write-offs" }}>
      {form.person.mayWriteOff ? <WriteOffEditor form={form} /> : <MayNotBanner />}
    </Page>
  );
}
