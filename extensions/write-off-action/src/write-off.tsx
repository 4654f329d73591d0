import { useRef, useState } from "preact/hooks";
import { ActionFrame } from "../../shared/src/action-frame.tsx";
import {
  CommandIds,
  chosenIn,
  type Draft,
  firstDraft,
  lineOf,
  missingIn,
  quantityOf,
} from "../../shared/src/draft.ts";
import { lastLocation } from "../../shared/src/last-location.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { count, t } from "../../shared/src/text.ts";
import type { Problem, WriteOffForm } from "../../shared/src/wire.ts";
import { Fields } from "./fields.tsx";
import { formAddress } from "./form-address.ts";
import { Outcome } from "./outcome.tsx";
import { PhotosPart } from "./photos-part.tsx";
import { PreviewLine } from "./preview-line.tsx";
import { asked, isQuestion, type Question, questionsIn } from "./questions.ts";
import { QuestionsPart } from "./questions-part.tsx";
import { RequestedEnd } from "./requested.tsx";
import { usePhotos } from "./use-photos.ts";
import { usePreview } from "./use-preview.ts";
import { useSending } from "./use-sending.ts";

type Props = { form: WriteOffForm; lastLocationId: string | undefined };

export function WriteOff({ form, lastLocationId }: Props) {
  const [draft, setDraft] = useState<Draft>(() => firstDraft(form, lastLocationId));
  const [ids, setIds] = useState(() => new CommandIds());
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const { stage, send, reset } = useSending("/api/write-offs");

  const chosen = chosenIn(form, draft);
  const missing = missingIn(draft, chosen);
  const line = lineOf(draft, chosen);
  const content = line === null ? null : JSON.stringify(line);
  const { shown, askAgain } = usePreview(content, () => ({
    id: ids.current(),
    lines: line === null ? [] : [line],
    acknowledged: [],
  }));

  const isForm = stage.at === "idle" || stage.at === "refused";
  const photos = usePhotos(ids.current(), () => isForm && askAgain());
  /** Other content is another write-off where the one before may stand, and its photos go along. */
  const renew = () => {
    if (stage.at === "refused" && !stage.problems.some(({ code }) => code === "id-taken")) ids.refused();
    setIds((before) => before.next());
  };

  const questions = asked(
    shown.at === "shown" ? questionsIn(shown.questions) : [],
    stage.at === "refused" ? questionsIn(stage.problems) : [],
  );
  const worth = useKept(
    questions.find(({ code }) => code === "worth-something") ?? null,
    draft.salvage !== "",
  );
  const open = questions.filter(({ key }) => !confirmed.includes(key));

  const confirm = () => {
    if (line === null || content === null) return;
    void lastLocation.keep(draft.locationId ?? "");
    const acknowledged = questions.map(({ key }) => key).filter((key) => confirmed.includes(key));
    void send({ id: ids.toSend(content + acknowledged.join()), lines: [line], acknowledged });
  };
  const startOver = () => {
    setIds(new CommandIds());
    reset();
  };

  if (stage.at === "requested") return <RequestedEnd request={stage.request} of="writeOff" />;
  if (stage.at === "following" || stage.at === "settled") {
    return <Outcome stage={stage} photos={photos} onStartOver={startOver} />;
  }

  const isSending = stage.at === "sending";
  const isLost = stage.at === "lost";
  const problems: Problem[] =
    stage.at === "refused" ? stage.problems : shown.at === "refused" ? shown.problems : [];
  const quantity = quantityOf(draft.quantity);
  const verb = form.person.mayWriteOff ? "confirm" : "ask";
  const label = quantity === null ? t(`${verb}.plain`) : t(`${verb}.quantity`, { quantity: count(quantity) });
  const refusals = problems.filter((problem) => !isQuestion(problem));

  return (
    <ActionFrame
      primary={{
        label: isLost ? t("again") : label,
        onClick: confirm,
        disabled: isSending || !(isLost || (shown.at === "shown" && open.length === 0 && !photos.isSending)),
        loading: isSending,
      }}
      closeLabel={t("cancel")}
    >
      {isLost && (
        <s-banner heading={t("lost.heading")} tone="warning">
          {t("lost.text")}
        </s-banner>
      )}
      {isSending && stage.again && (
        <s-banner heading={t("sendingAgain.heading")} tone="info">
          {t("sendingAgain.text")}
        </s-banner>
      )}
      {general(refusals).length > 0 && (
        <ProblemBanner heading={t("refused.heading")} problems={general(refusals)} />
      )}
      {!form.person.mayWriteOff && <s-text color="subdued">{t("ask.about")}</s-text>}
      <Fields
        form={form}
        draft={draft}
        chosen={chosen}
        missing={missing}
        problems={problems}
        disabled={isSending || isLost}
        preview={
          <s-stack direction="block" gap="base">
            <PreviewLine
              shown={shown}
              missing={missing}
              seesCost={form.person.seesCost}
              onAskAgain={askAgain}
            />
            <QuestionsPart
              questions={asked(questions, worth ? [worth] : [])}
              confirmed={confirmed}
              salvage={draft.salvage}
              disabled={isSending || isLost}
              onConfirm={(key, isConfirmed) => {
                renew();
                setConfirmed((before) => [
                  ...before.filter((each) => each !== key),
                  ...(isConfirmed ? [key] : []),
                ]);
              }}
              onSalvage={(salvage) => {
                renew();
                setDraft((before) => ({ ...before, salvage }));
              }}
            />
          </s-stack>
        }
        photos={
          <PhotosPart
            photos={photos}
            needed={chosen.reason?.needsEvidence ?? false}
            disabled={isSending || isLost}
            elsewhere={formAddress(draft)}
          />
        }
        onChange={(change) => {
          if (stage.at === "refused") reset();
          renew();
          setDraft((before) => ({ ...before, ...change }));
        }}
      />
    </ActionFrame>
  );
}

/** A question that was answered is asked no more; its answer stays on the screen to be changed. */
function useKept(question: Question | null, isAnswered: boolean): Question | null {
  const kept = useRef<Question | null>(null);
  if (question) kept.current = question;
  return isAnswered ? kept.current : null;
}

/** What no field shows beside itself. */
function general(problems: Problem[]): Problem[] {
  return problems.filter((problem) => !["quantity", "note"].includes(String(problem.at?.[2] ?? "")));
}
