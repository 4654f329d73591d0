import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { begunDrafts } from "#app/queries/own-draft.ts";
import { DraftDesk } from "./draft-desk.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return { drafts: await begunDrafts(ctx), timeZone: ctx.shop.timeZone };
}

/** What is done to many is read again once, when it is over. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return /\/submission$/.test(formAction ?? "") ? false : defaultShouldRevalidate;
}

export default function Drafts() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { drafts, timeZone } = shown;
  const { t } = useTranslation("bulk");
  return (
    <Page
      title={t("drafts.title")}
      backAction={{ content: t("drafts.back"), url: "/app/write-offs" }}
      primaryAction={{ content: t("drafts.new"), url: "/app/write-offs/new" }}
    >
      <Card padding="0">
        <DraftDesk drafts={drafts} timeZone={timeZone} />
      </Card>
      {drafts.length > 0 ? (
        <div className="lossbook-below">
          <Text as="p" tone="subdued">
            {t("drafts.help")}
          </Text>
        </div>
      ) : null}
    </Page>
  );
}
