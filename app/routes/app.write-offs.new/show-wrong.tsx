import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DraftLine } from "./draft.ts";

/** Of hundreds of lines the one that stands in the way is brought to whoever reads that there is one. */
export function ShowWrong({ line }: { line: DraftLine | null }) {
  const { t } = useTranslation("new");
  if (!line) return null;
  return (
    <Button variant="plain" onClick={() => show(line)}>
      {t("summary.show")}
    </Button>
  );
}

export function lineId({ key }: DraftLine): string {
  return `line-${key}`;
}

function show(line: DraftLine): void {
  const row = document.getElementById(lineId(line));
  row?.scrollIntoView({ block: "center" });
  const field = row?.querySelector<HTMLElement>("[aria-invalid=true]") ?? row;
  field?.focus({ preventScroll: true });
}
