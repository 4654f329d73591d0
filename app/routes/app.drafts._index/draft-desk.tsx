import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";
import { PickList } from "#app/components/pick-list.tsx";
import type { BegunDraft } from "#app/queries/own-draft.ts";
import { DraftRow, useDraftName } from "./draft-row.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

/** What this person has begun and not sent: one is opened, many are sent. */
export function DraftDesk({ drafts, timeZone }: { drafts: BegunDraft[]; timeZone: string }) {
  const { t } = useTranslation("bulk");
  const nameOf = useDraftName();
  const [picked, setPicked] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const rows = drafts.filter(({ id }) => picked.includes(id));
  const chosen = rows.map(({ id }) => id);
  return (
    <>
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
      {sending ? (
        <SubmitDialog
          rows={rows}
          onClose={() => {
            setSending(false);
            setPicked([]);
          }}
        />
      ) : null}
    </>
  );
}
