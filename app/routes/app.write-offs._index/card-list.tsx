import { Box, Button, Checkbox, IndexTableSelectionType, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DocumentCard, DocumentWords } from "#app/components/document-list.tsx";
import type { WriteOffRow } from "#app/queries/write-off-list.ts";
import type { BulkAction, Chosen } from "./document-table.tsx";

type Props = { rows: WriteOffRow[]; chosen: Chosen; bulkActions: BulkAction[] };

/** Polaris lets nothing be chosen on a narrow screen, so a tap on “Choose” turns each card into a box. */
export function CardList({ rows, chosen, bulkActions }: Props) {
  const { t } = useTranslation("write-offs");
  const [isChoosing, setChoosing] = useState(false);
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } = chosen;
  const count = selectedResources.length;

  function toggle() {
    if (isChoosing) clearSelection();
    setChoosing(!isChoosing);
  }

  return (
    <>
      <Box paddingInline="400" paddingBlock="200">
        <InlineStack align="space-between" blockAlign="center">
          {isChoosing ? (
            <Checkbox
              label={t("cards.all")}
              checked={count === rows.length}
              onChange={(isOn) => handleSelectionChange(IndexTableSelectionType.Page, isOn)}
            />
          ) : (
            <span />
          )}
          <Button onClick={toggle}>{t(isChoosing ? "cards.done" : "cards.choose")}</Button>
        </InlineStack>
      </Box>
      <ul className="lossbook-list lossbook-cards">
        {rows.map((row) => (
          <li key={row.id}>
            {isChoosing ? (
              <div className="lossbook-choosable">
                <Checkbox
                  label={<DocumentWords row={row} />}
                  checked={selectedResources.includes(row.id)}
                  onChange={(isOn) => handleSelectionChange(IndexTableSelectionType.Single, isOn, row.id)}
                />
              </div>
            ) : (
              <DocumentCard row={row} />
            )}
          </li>
        ))}
      </ul>
      {isChoosing && count > 0 ? (
        <div className="lossbook-foot lossbook-bulk">
          <Text as="p" fontWeight="semibold">
            <span role="status">
              {allResourcesSelected ? t("cards.chosenAll") : t("cards.chosen", { count })}
            </span>
          </Text>
          <InlineStack gap="200">
            {bulkActions.map(({ content, onAction }) => (
              <Button key={content} onClick={onAction}>
                {content}
              </Button>
            ))}
          </InlineStack>
        </div>
      ) : null}
    </>
  );
}
