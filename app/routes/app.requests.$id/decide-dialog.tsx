import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import type { RequestView } from "#app/queries/request-view.ts";
import type { SecondView } from "#app/queries/second-reason.ts";

export type Deciding = "approval" | "return" | "rejection" | "withdrawal";

const ACT = { approval: "approve", return: "sendBack", rejection: "reject", withdrawal: "withdraw" } as const;

type Props = {
  page: { view: RequestView; evidence: EvidenceView[]; reasons: SecondView[] };
  what: Deciding;
  onClose(): void;
  onDone(): void;
};

/** Says what will happen before it does; who says no, or sends it back, says why. */
export function DecideDialog({ page, what, onClose, onDone }: Props) {
  const { t } = useTranslation("requests");
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const { view } = page;
  // What stood on the page when the dialog covered it; what comes behind it was not looked at.
  const [seen] = useState(() => ({
    evidence: page.evidence.filter((one) => !one.withdrawn && !one.erased).map(({ id }) => id),
    reasons: [...new Set(page.reasons.map(({ code }) => code))],
    incidentId: view.incident?.id ?? null,
  }));
  const act = useAct<{ outside?: Problem[] }>(
    useCallback(
      ({ outside = [] }) => {
        shopify.toast.show(t(what === "approval" ? "act.approved" : "act.answered"));
        onDone();
        if (what === "approval") navigate(`/app/write-offs/${view.id}`, { state: { fresh: true, outside } });
      },
      [shopify, t, what, onDone, navigate, view.id],
    ),
  );
  const said = words.trim();
  const needsWords = what === "return" || what === "rejection";
  const command = {
    revision: view.revision,
    ...(said && what !== "withdrawal" ? { words: said } : {}),
    ...(what === "approval" ? seen : {}),
  };
  const direction = view.kind === "reversal" ? "approveBack" : "approveOff";
  return (
    <Dialog
      open
      title={t(`act.${ACT[what]}Title`)}
      confirm={t(`act.${ACT[what]}`)}
      destructive={what === "rejection"}
      busy={act.busy}
      disabled={needsWords && !said}
      onConfirm={() => act.send(`/app/requests/${view.id}/${what}`, command)}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("act.notDone")} /> : null}
          <Text as="p">
            {what === "approval" ? t(`act.${direction}`, { count: view.units }) : t(`act.${ACT[what]}Body`)}
          </Text>
          {what === "withdrawal" ? null : (
            <TextField
              label={t(needsWords ? "act.words" : "act.wordsOptional")}
              value={words}
              onChange={setWords}
              maxLength={limits.wordsLengthMax}
              multiline={3}
              autoComplete="off"
              autoFocus={needsWords}
            />
          )}
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
