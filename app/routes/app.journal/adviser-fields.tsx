import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type AdviserWords = { consultant: string; client: string; yearStart: string };

type Props = { value: AdviserWords; onChange(value: AdviserWords): void };

/** The numbers by which the adviser's system knows the shop, and the first day of its business year. */
export function AdviserFields({ value, onChange }: Props) {
  const { t } = useTranslation("journal");
  return (
    <>
      <TextField
        label={t("export.consultant")}
        helpText={t("export.consultantHelp")}
        inputMode="numeric"
        maxLength={7}
        value={value.consultant}
        onChange={(consultant) => onChange({ ...value, consultant })}
        autoComplete="off"
      />
      <TextField
        label={t("export.client")}
        inputMode="numeric"
        maxLength={5}
        value={value.client}
        onChange={(client) => onChange({ ...value, client })}
        autoComplete="off"
      />
      <TextField
        type="date"
        label={t("export.yearStart")}
        value={value.yearStart}
        onChange={(yearStart) => onChange({ ...value, yearStart })}
        autoComplete="off"
      />
    </>
  );
}

export function isAdviserComplete({ consultant, client, yearStart }: AdviserWords): boolean {
  return /^[0-9]{4,7}$/.test(consultant) && /^[0-9]{1,5}$/.test(client) && yearStart !== "";
}
