import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PhotoField } from "#app/components/photo-field.tsx";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import type { WriteOffView } from "#app/queries/write-off-view.ts";

type Props = { writeOff: WriteOffView; evidence: EvidenceView[]; mayAdd: boolean; mayErase: boolean };

export function EvidenceCard({ writeOff, evidence, mayAdd, mayErase }: Props) {
  const { t } = useTranslation("evidence");
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
      </BlockStack>
    </Card>
  );
}
