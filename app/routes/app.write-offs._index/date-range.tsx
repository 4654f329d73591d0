import { FormLayout } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";

type Props = {
  from: string | undefined;
  to: string | undefined;
  onChange(changes: { from?: string | undefined; to?: string | undefined }): void;
};

export function DateRange({ from = "", to = "", onChange }: Props) {
  const { t } = useTranslation("write-offs");
  return (
    <FormLayout>
      <DayField
        label={t("filter.from")}
        value={from}
        max={to}
        onChange={(value) => onChange({ from: value || undefined })}
      />
      <DayField
        label={t("filter.to")}
        value={to}
        min={from}
        onChange={(value) => onChange({ to: value || undefined })}
      />
    </FormLayout>
  );
}
