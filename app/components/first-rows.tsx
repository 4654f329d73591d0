import { Box, Button } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

const SHOWN = 20;

type Props<Row> = {
  rows: Row[];
  /** Something waits for a person there: shown wherever it stands. */
  isUrgent?: (row: Row) => boolean;
  children(rows: Row[]): ReactNode;
};

/** Of hundreds the first, and on request all: what stands below stays in reach of a thumb. */
export function FirstRows<Row>({ rows, isUrgent = () => false, children }: Props<Row>) {
  const { t } = useTranslation("words");
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.filter((row, at) => at < SHOWN || isUrgent(row));
  return (
    <>
      {children(shown)}
      {shown.length < rows.length ? (
        <Box padding="400">
          <Button fullWidth onClick={() => setAll(true)}>
            {t("showAll", { total: rows.length })}
          </Button>
        </Box>
      ) : null}
    </>
  );
}
