import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { t } from "../../shared/src/text.ts";
import type { Requested } from "./wire.ts";

/** A wish that waits is neither failure nor success: somebody has the next word, and stock is as it was. */
export function RequestedEnd({ request, of }: { request: Requested; of: "writeOff" | "reversal" }) {
  return (
    <ActionFrame link={{ label: t("requested.view"), href: requestLink(request) }} closeLabel={t("close")}>
      <s-banner heading={t("requested.heading")} tone="info">
        {t(`requested.${of}`)}
      </s-banner>
    </ActionFrame>
  );
}

export function requestLink({ id }: Requested): string {
  return `app:app/requests/${id}`;
}
