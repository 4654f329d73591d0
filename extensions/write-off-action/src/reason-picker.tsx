import { useState } from "preact/hooks";
import { many, t } from "../../shared/src/text.ts";
import type { Reason } from "../../shared/src/wire.ts";

type Props = {
  reasons: Reason[];
  chosenId: string | null;
  disabled: boolean;
  onChoose: (reasonId: string) => void;
};

const SHOWN = 6;

/**
 * One tap a reason. A chip is small under a thumb, so each is a clickable of at least 44 px; the first ones
 * alone, so that what they would change is seen below them on a phone.
 */
export function ReasonPicker({ reasons, chosenId, disabled, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const rest = reasons.slice(SHOWN);
  const isWhole = isOpen || rest.length < 2 || rest.some(({ id }) => id === chosenId);
  return (
    <s-stack
      direction="block"
      gap="small-200"
      accessibilityRole="section"
      accessibilityLabel={t("reason.label")}
    >
      <s-text type="strong">{t("reason.label")}</s-text>
      <s-grid gridTemplateColumns="repeat(auto-fill, minmax(132px, 1fr))" gap="small-200">
        {(isWhole ? reasons : reasons.slice(0, SHOWN)).map((reason) => {
          const isChosen = reason.id === chosenId;
          return (
            <s-clickable
              key={reason.id}
              accessibilityLabel={isChosen ? t("reason.chosen", { reason: reason.label }) : reason.label}
              background={isChosen ? "strong" : "base"}
              border={isChosen ? "large-100 strong solid" : "base base solid"}
              borderRadius="base"
              padding="small-200 base"
              minBlockSize="44px"
              disabled={disabled}
              onClick={() => onChoose(reason.id)}
            >
              <s-stack direction="inline" gap="small-200" alignItems="center">
                {isChosen && <s-icon type="check" />}
                <s-text type={isChosen ? "strong" : "generic"}>{reason.label}</s-text>
              </s-stack>
            </s-clickable>
          );
        })}
      </s-grid>
      {!isWhole && (
        <s-button disabled={disabled} onClick={() => setOpen(true)}>
          {many("reason.more", rest.length)}
        </s-button>
      )}
    </s-stack>
  );
}
