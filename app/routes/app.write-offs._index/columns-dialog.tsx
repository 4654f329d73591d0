import { BlockStack, ChoiceList, Modal } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { COLUMNS, type Column } from "#app/domain/list/columns.ts";

type Props = { columns: Column[]; costHidden: boolean; onClose(): void };

/** Kept for this person, on whatever device they open the list next. */
export function ColumnsDialog({ columns, costHidden, onClose }: Props) {
  const { t } = useTranslation("write-offs");
  const [chosen, setChosen] = useState<string[]>(columns);
  const act = useAct<object>(useCallback(() => onClose(), [onClose]));
  const offered = COLUMNS.filter((column) => column !== "value" || !costHidden);
  return (
    <Dialog
      open
      title={t("columns.title")}
      confirm={t("columns.save")}
      busy={act.busy}
      onConfirm={() =>
        act.send("/app/write-offs/columns", { columns: COLUMNS.filter((one) => chosen.includes(one)) })
      }
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("columns.refused")} /> : null}
          <ChoiceList
            title={t("columns.which")}
            allowMultiple
            choices={offered.map((column) => ({ value: column, label: t(`column.${column}`) }))}
            selected={chosen}
            onChange={setChosen}
          />
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
