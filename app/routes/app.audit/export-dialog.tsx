import { BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { saveFile } from "#app/components/save-file.ts";
import { useAct } from "#app/components/use-act.ts";
import type { AuditFilter } from "#app/queries/audit-filter.ts";

type Props = { filter: Omit<AuditFilter, "cursor">; onClose(): void };

export function ExportDialog({ filter, onClose }: Props) {
  const { t } = useTranslation("audit");
  const isNarrowed = Object.keys(filter).length > 0;
  const [whole, setWhole] = useState(!isNarrowed);
  const act = useAct<{ ticket: string }>(
    useCallback(
      ({ ticket }) => {
        saveFile(`/files/audit/${ticket}`);
        onClose();
      },
      [onClose],
    ),
  );
  return (
    <Dialog
      open
      title={t("export.title")}
      confirm={t("export.save")}
      busy={act.busy}
      onConfirm={() => act.send("/app/audit/export", whole ? { whole } : { whole, ...filter })}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("export.notSaved")} /> : null}
          <ChoiceList
            title={t("export.what")}
            choices={[
              { value: "whole", label: t("export.whole"), helpText: t("export.wholeHelp") },
              {
                value: "chosen",
                label: t("export.chosen"),
                helpText: t(isNarrowed ? "export.chosenHelp" : "export.noFilter"),
                disabled: !isNarrowed,
              },
            ]}
            selected={[whole ? "whole" : "chosen"]}
            onChange={([choice]) => setWhole(choice === "whole")}
          />
          <Text as="p" tone="subdued">
            {t("export.body")}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
