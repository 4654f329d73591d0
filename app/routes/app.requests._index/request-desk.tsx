import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";
import type { RequestList, RequestRow } from "#app/queries/request-list.ts";
import { ApproveDialog } from "./approve-dialog.tsx";
import { RequestRows } from "./request-rows.tsx";

/** Requests with what can be done to many of them; the same in their own page and among the write-offs. */
export function RequestDesk({ list, timeZone }: { list: RequestList; timeZone: string }) {
  const { t } = useTranslation("requests");
  // Stays open over a list that has become empty: what became of each is told there.
  const [approving, setApproving] = useState<RequestRow[] | null>(null);
  const [round, setRound] = useState(0);
  return (
    <>
      {list.requests.length > 0 ? (
        <RequestRows key={`${list.tab} ${round}`} list={list} timeZone={timeZone} onApprove={setApproving} />
      ) : (
        <Nothing title={t(`empty.${list.tab}`)} body={t(`empty.${list.tab}Body`)} />
      )}
      {approving ? (
        <ApproveDialog
          rows={approving}
          onClose={() => {
            setApproving(null);
            setRound(round + 1);
          }}
        />
      ) : null}
    </>
  );
}
