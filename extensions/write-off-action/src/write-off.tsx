import { useState } from "preact/hooks";
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
import { ActionFrame } from "./action-frame.tsx";
import { Fields } from "./fields.tsx";
import { Outcome } from "./outcome.tsx";
import { PreviewLine } from "./preview-line.tsx";
import { usePreview } from "./use-preview.ts";
import { useSending } from "./use-sending.ts";

type Props = { form: WriteOffForm; lastLocationId: string | undefined };

export function WriteOff({ form, lastLocationId }: Props) {
  const [draft, setDraft] = useState<Draft>(() => firstDraft(form, lastLocationId));
  const [ids, setIds] = useState(() => new CommandIds());
  const { stage, send, reset } = useSending("/api/write-offs");

  const chosen = chosenIn(form, draft);
  const missing = missingIn(draft, chosen);
  const line = lineOf(draft, chosen);
  const content = line === null ? null : JSON.stringify(line);
  const { shown, askAgain } = usePreview(content, () => ({
    id: ids.current(),
    lines: line === null ? [] : [line],
  }));

  const confirm = () => {
    if (line === null || content === null) return;
    void lastLocation.keep(draft.locationId ?? "");
    void send({ id: ids.toSend(content), lines: [line] });
  };
  const startOver = () => {
    setIds(new CommandIds());
    reset();
  };

  if (stage.at === "following" || stage.at === "settled") {
    return <Outcome stage={stage} onStartOver={startOver} />;
  }

  const isSending = stage.at === "sending";
  const isLost = stage.at === "lost";
  const problems: Problem[] =
    stage.at === "refused" ? stage.problems : shown.at === "refused" ? shown.problems : [];
  const quantity = quantityOf(draft.quantity);
  const label = quantity === null ? t("confirm.plain") : t("confirm.quantity", { quantity: count(quantity) });

  return (
    <ActionFrame
      primary={{
        label: isLost ? t("again") : label,
        onClick: confirm,
        disabled: isSending || !(isLost || shown.at === "shown"),
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
      {general(problems).length > 0 && (
        <ProblemBanner heading={t("refused.heading")} problems={general(problems)} />
      )}
      <Fields
        form={form}
        draft={draft}
        chosen={chosen}
        missing={missing}
        problems={problems}
        disabled={isSending || isLost}
        preview={
          <PreviewLine
            shown={shown}
            missing={missing}
            seesCost={form.person.seesCost}
            onAskAgain={askAgain}
          />
        }
        onChange={(change) => {
          if (stage.at === "refused") reset();
          setDraft((before) => ({ ...before, ...change }));
        }}
      />
    </ActionFrame>
  );
}

/** What no field shows beside itself. */
function general(problems: Problem[]): Problem[] {
  return problems.filter((problem) => !["quantity", "note"].includes(String(problem.at?.[2] ?? "")));
}
