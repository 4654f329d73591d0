import { useNavigate } from "@remix-run/react";
import { type Dispatch, useCallback, useMemo, useReducer } from "react";
import { type Refused, useAct } from "#app/components/use-act.ts";
import { type Preview, usePreview } from "#app/components/use-preview.ts";
import { commandContentOf } from "#app/domain/draft/command-content.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Question } from "#app/domain/write-off/question.ts";
import type { FormPage } from "#app/queries/form-page.ts";
import { changeDraft, type Draft, type DraftChange } from "./draft.ts";
import { firstDraft } from "./first-draft.ts";
import { draftOfContent, keptContentOf } from "./kept-content.ts";
import { ProblemsAt } from "./problems-at.ts";
import { type Autosave, useAutosave } from "./use-autosave.ts";

export type WriteOff = {
  id: string;
  draft: Draft;
  change: Dispatch<DraftChange>;
  preview: Preview;
  problems: ProblemsAt;
  questions: Question[];
  /** Every question was answered, and there is something to send. */
  ready: boolean;
  autosave: Autosave;
  busy: boolean;
  refusal: Refused | null;
  send(): void;
};

/** A request that was changed answers with no more than its next revision. */
type Done = { documentId?: string; requested?: string | null; outside?: Problem[] };

/**
 * One form from the first item to the document. Its id is wished for once, with the page: what is kept of it,
 * what is sent and what comes of it all have it, so that sending again after a lost answer is the same wish.
 */
export function useWriteOff(
  id: string,
  page: Pick<FormPage, "form" | "kept" | "first" | "missed">,
  /** The revision of a request that is changed instead. */
  asked: number | null = null,
): WriteOff {
  const { form, kept } = page;
  const navigate = useNavigate();
  const { today } = form.shop;
  const [draft, change] = useReducer(changeDraft, kept, (known) =>
    known ? draftOfContent(known.content, today) : firstDraft(page),
  );
  const content = useMemo(
    () => commandContentOf(draft, { today, reasons: form.reasons }),
    [draft, today, form.reasons],
  );
  const keptContent = useMemo(() => keptContentOf(draft, today), [draft, today]);
  const autosave = useAutosave({
    id,
    revision: kept?.revision ?? 0,
    content: keptContent,
    isAsked: asked !== null,
    isUnsaved: kept === null && page.first !== null,
  });
  const preview = usePreview(
    "/app/write-offs/new/preview",
    useMemo(() => content && { id, ...content, acknowledged: [] }, [id, content]),
  );
  const questions = preview.plan?.questions ?? [];
  const acknowledged = questions.map(({ key }) => key).filter((key) => draft.acknowledged.includes(key));
  const said = content && { ...content, acknowledged };
  const command = said && (asked === null ? { id, ...said } : { revision: asked, ...said });
  const act = useAct<Done>(
    useCallback(
      ({ documentId = id, requested = "waiting", outside = [] }) =>
        navigate(requested ? `/app/requests/${documentId}` : `/app/write-offs/${documentId}`, {
          state: { fresh: true, outside },
        }),
      [navigate, id],
    ),
  );
  return {
    id,
    draft,
    change,
    preview,
    problems: new ProblemsAt(preview.refusal?.problems ?? []),
    questions,
    ready: preview.plan !== null && acknowledged.length === questions.length,
    autosave,
    busy: act.busy,
    refusal: act.refusalOf(command),
    send() {
      if (!command) return;
      autosave.stop();
      const under = draft.incidentId || asked !== null ? `?incident=${draft.incidentId}` : "";
      act.send(`${asked === null ? "/app/write-offs/new" : `/app/requests/${id}/revision`}${under}`, command);
    },
  };
}
