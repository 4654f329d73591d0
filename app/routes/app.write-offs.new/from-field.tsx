import { Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { isSetAside, SET_ASIDE, TAKEN_FROM, type TakenFrom } from "#app/domain/write-off/taken-from.ts";
import { type DraftLine, levelOf } from "./draft.ts";

type Props = { line: DraftLine; error: string | undefined; onChange(takenFrom: TakenFrom): void };

/** Asked only where something was set aside: most stores never see it. */
export function FromField({ line, error, onChange }: Props) {
  const { t } = useTranslation("new");
  const { t: word } = useTranslation("words");
  const level = levelOf(line);
  const known = SET_ASIDE.filter((name) => level?.aside?.[name] !== undefined);
  if (known.length === 0 && !isSetAside(line.takenFrom)) return null;
  const offered = TAKEN_FROM.filter(
    (name) => !isSetAside(name) || known.includes(name) || name === line.takenFrom,
  );
  const unitsOf = (name: TakenFrom) => (isSetAside(name) ? level?.aside?.[name] : level?.available);
  return (
    <Select
      label={t("line.from")}
      options={offered.map((name) => {
        const units = unitsOf(name);
        const label = word(`takenFrom.${name}`);
        return { value: name, label: units === undefined ? label : t("line.fromUnits", { label, units }) };
      })}
      value={line.takenFrom}
      onChange={(value) => onChange(TAKEN_FROM.find((name) => name === value) ?? "available")}
      error={error}
    />
  );
}
