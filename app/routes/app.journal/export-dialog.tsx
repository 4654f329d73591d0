import { BlockStack, Modal, Select, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { saveFile } from "#app/components/save-file.ts";
import { useAct } from "#app/components/use-act.ts";
import type { JournalFilter } from "#app/queries/journal-filter.ts";
import { AdviserFields, isAdviserComplete } from "./adviser-fields.tsx";

export type FileFormat = { id: string; name: string; adviser: boolean };

type Props = { filter: JournalFilter; formats: FileFormat[]; today: string; onClose(): void };

export function ExportDialog({ filter, formats, today, onClose }: Props) {
  const { t } = useTranslation("journal");
  const [format, setFormat] = useState(formats[0]?.id ?? "");
  const [from, setFrom] = useState(filter.from ?? `${today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(filter.to ?? today);
  const [adviser, setAdviser] = useState({
    consultant: "",
    client: "",
    yearStart: `${from.slice(0, 4)}-01-01`,
  });
  const asksAdviser = formats.find(({ id }) => id === format)?.adviser ?? false;
  const terms = asksAdviser
    ? {
        consultantNumber: Number(adviser.consultant),
        clientNumber: Number(adviser.client),
        yearStart: adviser.yearStart,
      }
    : null;
  const act = useAct<{ ticket: string }>(
    useCallback(
      ({ ticket }) => {
        saveFile(`/feed/files/${ticket}`);
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
      disabled={!from || !to || from > to || (asksAdviser && !isAdviserComplete(adviser))}
      onConfirm={() => act.send("/app/journal/export", { format, from, to, adviser: terms })}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("export.notSaved")} /> : null}
          <Select
            label={t("export.format")}
            options={formats.map(({ id, name }) => ({ value: id, label: name }))}
            value={format}
            onChange={setFormat}
          />
          <TextField
            type="date"
            label={t("filter.from")}
            value={from}
            max={to}
            onChange={setFrom}
            autoComplete="off"
          />
          <TextField
            type="date"
            label={t("filter.to")}
            value={to}
            min={from}
            onChange={setTo}
            autoComplete="off"
          />
          {asksAdviser ? <AdviserFields value={adviser} onChange={setAdviser} /> : null}
          <Text as="p" tone="subdued">
            {t("export.body")}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
