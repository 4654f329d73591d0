import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PhotoField } from "#app/components/photo-field.tsx";
import type { EvidenceView } from "#app/queries/evidence-list.ts";

type Props = { id: string; evidence: EvidenceView[]; timeZone: string; mayAdd: boolean };

/** What the second person looks at; it hangs on the document that may come of the request. */
export function PhotosCard({ id, evidence, timeZone, mayAdd }: Props) {
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
        <PhotoField owner={{ kind: "document", id }} kept={evidence} timeZone={timeZone} mayAdd={mayAdd} />
      </BlockStack>
    </Card>
  );
}
