import { Box, Card, Text } from "@shopify/polaris";
import type { Dispatch } from "react";
import { useTranslation } from "react-i18next";
import type { PlanView } from "#app/queries/plan-view.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import type { Draft, DraftChange } from "./draft.ts";
import { LineFields } from "./line-fields.tsx";
import type { ProblemsAt } from "./problems-at.ts";

export type EditorProps = {
  draft: Draft;
  form: WriteOffForm;
  problems: ProblemsAt;
  change: Dispatch<DraftChange>;
};

export function LinesCard({ plan, ...props }: EditorProps & { plan: PlanView | null }) {
  const { t } = useTranslation("new");
  const { lines, touched } = props.draft;
  // A shop whose first item is being looked up does not know yet what this person may see; the plan does.
  const showsCost = plan ? !plan.costHidden : props.form.person.seesCost;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd={lines.length === 0 ? "400" : "100"}>
        <Text as="h2" variant="headingMd">
          {t("lines.title", { count: lines.length })}
        </Text>
        {lines.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("lines.none")}
          </Text>
        ) : null}
      </Box>
      <ul className="lossbook-list">
        {lines.map((line, position) => (
          <li key={line.key} className={line.key === touched?.key ? "lossbook-touched" : undefined}>
            <LineFields
              {...props}
              line={line}
              position={position}
              planned={plan?.lines[position] ?? null}
              showsCost={showsCost}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
