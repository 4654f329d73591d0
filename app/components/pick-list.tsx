import { Button, Checkbox } from "@shopify/polaris";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

type Props<Row> = {
  rows: Row[];
  nameOf(row: Row): string;
  chosen: string[];
  onChange(chosen: string[]): void;
  /** What can be done with those that are chosen. */
  action: { content: string; onAction(): void };
  children(row: Row): ReactNode;
};

/** Rows to choose from at every width, and one thing to do with them. */
export function PickList<Row extends { id: string }>(props: Props<Row>) {
  const { rows, nameOf, chosen, onChange, action, children } = props;
  const { t } = useTranslation("bulk");
  const id = useId();
  const all = chosen.length === rows.length ? true : chosen.length > 0 ? "indeterminate" : false;
  const without = (one: string) => chosen.filter((other) => other !== one);
  return (
    <>
      <div className="lossbook-pick-head">
        <Checkbox
          id={id}
          label={chosen.length > 0 ? t("chosen", { count: chosen.length }) : t("all")}
          checked={all}
          onChange={(picked) => onChange(picked ? rows.map((row) => row.id) : [])}
        />
        <Button variant="primary" disabled={chosen.length === 0} onClick={action.onAction}>
          {action.content}
        </Button>
      </div>
      <ul className="lossbook-list lossbook-pick-rows">
        {rows.map((row) => (
          <li key={row.id} className="lossbook-pick-row">
            <span className="lossbook-pick-box">
              <Checkbox
                label={t("one", { name: nameOf(row) })}
                labelHidden
                checked={chosen.includes(row.id)}
                onChange={(picked) => onChange(picked ? [...chosen, row.id] : without(row.id))}
              />
            </span>
            {children(row)}
          </li>
        ))}
      </ul>
    </>
  );
}
