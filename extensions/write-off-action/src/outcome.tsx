import { useState } from "preact/hooks";
import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { t } from "../../shared/src/text.ts";
import { uuid } from "../../shared/src/uuid.ts";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { PhotosPart } from "./photos-part.tsx";
import { RequestedEnd } from "./requested.tsx";
import type { Photos } from "./use-photos.ts";
import { type Sending, useSending } from "./use-sending.ts";
import type { ReversalCommand, View } from "./wire.ts";

type Known = Extract<Sending, { view: View }>;

type Props = { stage: Known; photos: Photos; onStartOver: () => void };

/** Shown only after the answer: what Shopify confirmed, refused, or left unknown; and the way back. */
export function Outcome({ stage, photos, onStartOver }: Props) {
  const { view } = stage;
  const undo = useSending(`/api/write-offs/${view.id}/reversals`);
  const [command] = useState<ReversalCommand>(() => ({ id: uuid(), cause: "mistake" }));
  const follow = useSending("/api/write-offs");

  const latest = follow.stage.at === "following" || follow.stage.at === "settled" ? follow.stage : stage;
  const reversal = undo.stage.at === "following" || undo.stage.at === "settled" ? undo.stage : null;
  const current = reversal ?? latest;

  const isUndoing = undo.stage.at === "sending" || (reversal?.at === "following" && !reversal.slow);
  const mayUndo =
    !reversal && latest.at === "settled" && latest.view.lines.some((line) => line.reversible > 0);
  const isRefused = latest.at === "settled" && latest.view.state === "refused" && !reversal;
  const isSlow = current.at === "following" && current.slow;

  if (undo.stage.at === "requested") return <RequestedEnd request={undo.stage.request} of="reversal" />;
  return (
    <ActionFrame
      {...(isRefused && { primary: { label: t("outcome.startOver"), onClick: onStartOver } })}
      {...(isSlow && {
        primary: {
          label: t("outcome.checkAgain"),
          onClick: () => void (reversal ? undo : follow).follow(current.view),
        },
      })}
      {...((mayUndo || isUndoing) && {
        secondary: {
          label: undo.stage.at === "lost" ? t("undo.again") : t("undo.label"),
          onClick: () => void undo.send(command),
          disabled: isUndoing,
          loading: isUndoing,
        },
      })}
      link={{ label: t("view", { number: current.view.number }), href: documentLink(current.view) }}
      closeLabel={t("close")}
    >
      {undo.stage.at === "refused" && (
        <ProblemBanner heading={t("undo.refusedHeading")} problems={undo.stage.problems} />
      )}
      {undo.stage.at === "lost" && (
        <s-banner heading={t("lost.heading")} tone="warning">
          {t("undo.lost")}
        </s-banner>
      )}
      <OutcomeBanner stage={current} of={reversal ? "reversal" : "writeOff"} />
      {!reversal && !isRefused && (
        <PhotosPart photos={photos} needed={false} disabled={false} elsewhere={documentLink(view)} />
      )}
    </ActionFrame>
  );
}

/** `app:` is Shopify's own form for a page of this app inside the admin. */
function documentLink(view: View): string {
  return `app:app/write-offs/${view.id}`;
}
