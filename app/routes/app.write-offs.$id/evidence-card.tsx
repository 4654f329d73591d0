import { Button, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { EvidenceSection } from "#app/components/evidence-section.tsx";
import { useProofPack } from "#app/components/use-proof-pack.tsx";
import type { WriteOffPage } from "#app/queries/write-off-page.ts";

type Props = { page: WriteOffPage; mayAdd: boolean; mayWithdraw: string[]; mayErase: boolean };

/** What shows that it was so: photos and files, and everything about the document to take along. */
export function EvidenceCard({ page, ...may }: Props) {
  const { writeOff, evidence, noteAddress } = page;
  const { t } = useTranslation("proof");
  const pack = useProofPack({ kind: "document", id: writeOff.id });
  return (
    <EvidenceSection
      owner={{ kind: "document", id: writeOff.id }}
      kept={evidence}
      timeZone={writeOff.timeZone}
      {...may}
    >
      {pack.refusal}
      <InlineStack gap="300">
        {writeOff.costHidden ? null : pack.button}
        <Button url={noteAddress} external>
          {t("noteAction")}
        </Button>
      </InlineStack>
    </EvidenceSection>
  );
}
