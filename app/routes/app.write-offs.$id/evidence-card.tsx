import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PhotoField } from "#app/components/photo-field.tsx";
import { useProofPack } from "#app/components/use-proof-pack.tsx";
import type { WriteOffPage } from "#app/queries/write-off-page.ts";

type Props = { page: WriteOffPage; mayAdd: boolean; mayErase: boolean };

/** What shows that it was so: photos and files, and everything about the document to take along. */
export function EvidenceCard({ page: { writeOff, evidence, noteAddress }, mayAdd, mayErase }: Props) {
  const { t } = useTranslation("evidence");
  const { t: proof } = useTranslation("proof");
  const pack = useProofPack({ kind: "document", id: writeOff.id });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("title")}
        </Text>
        {evidence.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("none")}
          </Text>
        ) : null}
        <PhotoField
          owner={{ kind: "document", id: writeOff.id }}
          kept={evidence}
          timeZone={writeOff.timeZone}
          mayAdd={mayAdd}
          mayErase={mayErase}
        />
        {pack.refusal}
        <InlineStack gap="300">
          {writeOff.costHidden ? null : pack.button}
          <Button url={noteAddress} external>
            {proof("noteAction")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
