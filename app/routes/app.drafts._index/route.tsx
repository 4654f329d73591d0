import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { PickList } from "#app/components/pick-list.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { begunDrafts } from "#app/queries/own-draft.ts";
import { DraftRow, useDraftName } from "./draft-row.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return { drafts: await begunDrafts(ctx), timeZone: ctx.shop.timeZone };
}

/** What is done to many is read again once, when it is over. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return /\/submission$/.test(formAction ?? "") ? false : defaultShouldRevalidate;
}

/** What this person has begun and not sent: one is opened, many are sent. */
export default function Drafts() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { drafts, timeZone } = shown;
  const { t } = useTranslation("bulk");
  const nameOf = useDraftName();
  const [picked, setPicked] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const rows = drafts.filter(({ id }) => picked.includes(id));
  const chosen = rows.map(({ id }) => id);
  return (
    <Page
      title={t("drafts.title")}
      backAction={{ content: t("drafts.back"), url: "/app/write-offs" }}
      primaryAction={{ content: t("drafts.new"), url: "/app/write-offs/new" }}
    >
      <Card padding="0">
        {drafts.length > 0 ? (
          <PickList
            rows={drafts}
            nameOf={nameOf}
            chosen={chosen}
            onChange={setPicked}
            action={{
              content: chosen.length > 0 ? t("submit.action", { count: chosen.length }) : t("submit.none"),
              onAction: () => setSending(true),
            }}
          >
            {(draft) => <DraftRow draft={draft} timeZone={timeZone} />}
          </PickList>
        ) : (
          <Nothing title={t("drafts.none")} body={t("drafts.noneBody")} />
        )}
      </Card>
      {drafts.length > 0 ? (
        <div className="lossbook-below">
          <Text as="p" tone="subdued">
            {t("drafts.help")}
          </Text>
        </div>
      ) : null}
      {sending ? (
        <SubmitDialog
          rows={rows}
          onClose={() => {
            setSending(false);
            setPicked([]);
          }}
        />
      ) : null}
    </Page>
  );
}
