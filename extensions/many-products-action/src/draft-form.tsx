import { useState } from "preact/hooks";
import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { CommandIds } from "../../shared/src/draft.ts";
import { lastLocation } from "../../shared/src/last-location.ts";
import { ProblemBanner } from "../../shared/src/problem-banner.tsx";
import { many, t } from "../../shared/src/text.ts";
import { useCommand } from "../../shared/src/use-command.ts";
import { BegunDraft } from "./begun-draft.tsx";
import type { Begun, Choices, ProductsCommand } from "./wire.ts";

type Props = { choices: Choices; productIds: string[]; lastLocationId: string | undefined };
type Chosen = { locationId: string; reasonId: string; quantity: ProductsCommand["quantity"] };

/** Where, why and how many: the rest is said in the app, line by line. */
export function DraftForm({ choices, productIds, lastLocationId }: Props) {
  const { locations, reasons } = choices;
  const [chosen, setChosen] = useState<Chosen>(() => ({
    locationId: usualOf(locations, lastLocationId),
    reasonId: "",
    quantity: "one",
  }));
  const [ids] = useState(() => new CommandIds());
  const { stage, send, reset } = useCommand<Begun>("/api/drafts/products");
  const change = (part: Partial<Chosen>) => {
    if (stage.at === "refused") reset();
    setChosen((before) => ({ ...before, ...part }));
  };
  const isSending = stage.at === "sending";
  const isLost = stage.at === "lost";
  const isComplete = chosen.locationId !== "" && chosen.reasonId !== "";

  const begin = () => {
    void lastLocation.keep(chosen.locationId);
    void send({ id: ids.toSend(JSON.stringify(chosen)), productIds, ...chosen });
  };

  if (stage.at === "done") {
    const place = locations.find(({ id }) => id === chosen.locationId)?.name ?? "";
    return <BegunDraft begun={stage.value} place={place} />;
  }
  return (
    <ActionFrame
      primary={{
        label: t(isLost ? "again" : "begin"),
        onClick: begin,
        disabled: isSending || !isComplete,
        loading: isSending,
      }}
      closeLabel={t("cancel")}
    >
      <s-text>{many("chosen", productIds.length, { most: choices.linesMax })}</s-text>
      {isLost && (
        <s-banner heading={t("noAnswer.heading")} tone="warning">
          {t("noAnswer.text")}
        </s-banner>
      )}
      {isSending && <s-text color="subdued">{t(stage.again ? "sendingAgain" : "reading")}</s-text>}
      {stage.at === "refused" && (
        <ProblemBanner heading={t("refused.heading")} problems={stage.problems.slice(0, refusalsShown)} />
      )}
      <s-select
        label={t("location.label")}
        placeholder={t("location.placeholder")}
        value={chosen.locationId}
        disabled={isSending || isLost}
        onChange={(event) => change({ locationId: event.currentTarget.value })}
      >
        {locations.map(({ id, name }) => (
          <s-option key={id} value={id}>
            {name}
          </s-option>
        ))}
      </s-select>
      <s-select
        label={t("reason.label")}
        placeholder={t("reason.placeholder")}
        value={chosen.reasonId}
        disabled={isSending || isLost}
        onChange={(event) => change({ reasonId: event.currentTarget.value })}
      >
        {reasons.map(({ id, label }) => (
          <s-option key={id} value={id}>
            {label}
          </s-option>
        ))}
      </s-select>
      <s-select
        label={t("quantity.label")}
        value={chosen.quantity}
        details={t("quantity.details")}
        disabled={isSending || isLost}
        onChange={(event) => change({ quantity: event.currentTarget.value === "all" ? "all" : "one" })}
      >
        <s-option value="one">{t("quantity.single")}</s-option>
        <s-option value="all">{t("quantity.all")}</s-option>
      </s-select>
    </ActionFrame>
  );
}

/** Two hundred refusals say no more than the first few. */
const refusalsShown = 8;

/** The place used last, or the only one; with several and no habit the person chooses, we do not guess. */
function usualOf(locations: Choices["locations"], lastId: string | undefined): string {
  const last = locations.find(({ id }) => id === lastId);
  const only = locations.length === 1 ? locations[0] : undefined;
  return (last ?? only)?.id ?? "";
}
