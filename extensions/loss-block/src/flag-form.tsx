import { useEffect, useState } from "preact/hooks";
import { CommandIds, chosenIn, type Draft, firstDraft, lineOf, missingIn } from "../../shared/src/draft.ts";
import { GoodsFields, messageAt } from "../../shared/src/goods-fields.tsx";
import { lastLocation } from "../../shared/src/last-location.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { many, t } from "../../shared/src/text.ts";
import { useCommand } from "../../shared/src/use-command.ts";
import type { WriteOffForm } from "../../shared/src/wire.ts";
import type { FlagCommand, Flagged } from "./wire.ts";

type Props = { form: WriteOffForm; onClose: () => void };

/**
 * Says that goods cannot be sold. Nothing leaves the shelf; what was typed stays until it has arrived. The
 * answer stands where the button was pressed: a block can neither scroll its page nor move the focus.
 */
export function FlagForm({ form, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>(() => firstDraft(form, undefined));
  const [ids] = useState(() => new CommandIds());
  const { stage, send, reset } = useCommand<Flagged>("/api/drafts/flags");
  const change = (part: Partial<Draft>) => {
    if (stage.at === "refused") reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  useEffect(() => {
    void lastLocation.read().then((last) => {
      setDraft((before) =>
        before.locationId === null ? { ...firstDraft(form, last), ...kept(before) } : before,
      );
    });
  }, [form]);

  const chosen = chosenIn(form, draft);
  const missing = missingIn(draft, chosen);
  const line = lineOf(draft, chosen);
  const problems = stage.at === "refused" ? stage.problems : [];
  const isSending = stage.at === "sending";
  const isLost = stage.at === "lost";
  const isShut = isSending || isLost || stage.at === "done";

  const flag = () => {
    if (line === null) return;
    void lastLocation.keep(line.locationId);
    const command: Omit<FlagCommand, "id"> = line;
    void send({ id: ids.toSend(JSON.stringify(line)), ...command });
  };

  return (
    <s-stack direction="block" gap="base">
      <s-text color="subdued">{t("flag.about")}</s-text>
      <GoodsFields
        form={form}
        draft={draft}
        chosen={chosen}
        missing={missing}
        problems={problems}
        disabled={isShut}
        quantityLabel={t("quantity.label")}
        onChange={change}
      />
      <s-select
        label={t("reason.label")}
        placeholder={t("reason.placeholder")}
        value={draft.reasonId ?? ""}
        error={messageAt(problems, "reasonId")}
        disabled={isShut}
        onChange={(event) => change({ reasonId: event.currentTarget.value })}
      >
        {form.reasons.map((reason) => (
          <s-option key={reason.id} value={reason.id}>
            {reason.label}
          </s-option>
        ))}
      </s-select>
      <s-text-area
        label={t("note.label")}
        value={draft.note}
        rows={2}
        maxLength={1000}
        error={messageAt(problems, "note")}
        disabled={isShut}
        onInput={(event) => change({ note: event.currentTarget.value })}
      />
      {isLost && (
        <s-banner heading={t("noAnswer.heading")} tone="warning">
          {t("noAnswer.text")}
        </s-banner>
      )}
      {isSending && stage.again && <s-text>{t("sendingAgain")}</s-text>}
      {problems.length > 0 && <ProblemBanner heading={t("flag.refusedHeading")} problems={problems} />}
      {stage.at === "done" ? (
        <>
          <s-banner heading={t("flag.doneHeading")} tone="success">
            {many("flag.done", stage.value.flag.quantity, { location: chosen.level?.locationName ?? "" })}
          </s-banner>
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-button onClick={onClose}>{t("back")}</s-button>
            <s-link href="app:app/flagged">{t("flagged.view")}</s-link>
          </s-stack>
        </>
      ) : (
        <s-stack direction="inline" gap="small-200">
          <s-button
            variant="primary"
            disabled={line === null || isSending}
            loading={isSending}
            onClick={flag}
          >
            {t(isLost ? "again" : "flag.send")}
          </s-button>
          <s-button disabled={isSending} onClick={onClose}>
            {t("cancel")}
          </s-button>
        </s-stack>
      )}
    </s-stack>
  );
}

function kept({ quantity, reasonId, note }: Draft): Partial<Draft> {
  return { quantity, reasonId, note };
}
