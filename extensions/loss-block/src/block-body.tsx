import type { ComponentChildren } from "preact";
import { isUsedUp, PlanBanner } from "../../shared/src/plan-banner.tsx";
import { many, t } from "../../shared/src/text.ts";
import type { Block } from "./wire.ts";

type Props = { block: Block; children: ComponentChildren; onWriteOff: () => void; onFlag: () => void };

/** What waits for somebody, what can be done here, and below it what was lost. */
export function BlockBody({ block, children, onWriteOff, onFlag }: Props) {
  const { person, allowance, requests } = block;
  const isShut = isUsedUp(allowance);
  return (
    <s-stack direction="block" gap="base">
      {isShut && <PlanBanner allowance={allowance} />}
      {requests.map((request) => (
        <s-banner key={request.id} heading={t("request.heading")} tone="info">
          <s-stack direction="inline" gap="small-200">
            <s-text>{many("request.text", request.units, { by: request.by })}</s-text>
            <s-link href={`app:app/requests/${request.id}`}>{t("request.view")}</s-link>
          </s-stack>
        </s-banner>
      ))}
      {person.mayRequest ? (
        <s-stack direction="inline" gap="small-200">
          <s-button variant="primary" disabled={isShut} onClick={onWriteOff}>
            {t(person.mayWriteOff ? "writeOff" : "ask")}
          </s-button>
          <s-button onClick={onFlag}>{t("flag.open")}</s-button>
        </s-stack>
      ) : (
        <s-text color="subdued">{t("mayNot")}</s-text>
      )}
      {children}
    </s-stack>
  );
}
