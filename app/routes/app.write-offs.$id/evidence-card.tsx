import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { PhotoField } from "#app/components/photo-field.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { saveFile } from "#app/components/save-file.ts";
import { useAct } from "#app/components/use-act.ts";
import type { WriteOffPage } from "#app/queries/write-off-page.ts";

type Props = { page: WriteOffPage; mayAdd: boolean; mayErase: boolean };

/** What shows that it was so: photos and files, and everything about the document to take along. */
export function EvidenceCard({ page: { writeOff, evidence, noteAddress }, mayAdd, mayErase }: Props) {
  const { t } = useTranslation("evidence");
  const { t: proof } = useTranslation("proof");
  const act = useAct<{ ticket: string }>(useCallback(({ ticket }) => saveFile(`/files/proof/${ticket}`), []));
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
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={proof("notSaved")} /> : null}
        <InlineStack gap="300">
          {writeOff.costHidden ? null : (
            <Button
              loading={act.busy}
              onClick={() => act.send("/app/proof", { kind: "document", id: writeOff.id })}
            >
              {proof("action")}
            </Button>
          )}
          <Button url={noteAddress} external>
            {proof("noteAction")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
