import { InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { EvidenceSection } from "#app/components/evidence-section.tsx";
import { useProofPack } from "#app/components/use-proof-pack.tsx";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import type { IncidentView } from "#app/queries/incident-view.ts";

export type MayDo = {
  addEvidence: boolean;
  withdrawEvidence: string[];
  eraseEvidence: boolean;
  takePack: boolean;
};

type Props = { incident: IncidentView; evidence: EvidenceView[]; timeZone: string; may: MayDo };

/** What shows the event itself, such as the police report, and all of its documents to take along. */
export function EvidenceCard({ incident: { id, documents }, evidence, timeZone, may }: Props) {
  const { t } = useTranslation("incidents");
  const pack = useProofPack({ kind: "incident", id });
  return (
    <EvidenceSection
      owner={{ kind: "incident", id }}
      kept={evidence}
      none={t("noEvidence")}
      timeZone={timeZone}
      mayAdd={may.addEvidence}
      mayWithdraw={may.withdrawEvidence}
      mayErase={may.eraseEvidence}
    >
      {pack.refusal}
      {may.takePack && documents > 0 ? <InlineStack>{pack.button}</InlineStack> : null}
    </EvidenceSection>
  );
}
