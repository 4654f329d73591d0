import { FormLayout, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type Props = {
  from: string | undefined;
  to: string | undefined;
  onChange(changes: { from?: string | undefined; to?: string | undefined }): void;
};

export function DateRange({ from = "", to = "", onChange }: Props) {
  const { t } = useTranslation("write-offs");
  return (
    <FormLayout>
      <TextField
        type="date"
        label={t("filter.from")}
        value={from}
        max={to}
        autoComplete="off"
        onChange={(value) => onChange({ from: value || undefined })}
      />
      <TextField
        type="date"
        label={t("filter.to")}
        value={to}
        min={from}
        autoComplete="off"
        onChange={(value) => onChange({ to: value || undefined })}
      />
    </FormLayout>
  );
}
