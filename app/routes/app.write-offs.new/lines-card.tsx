import { Box, Card, Text } from "@shopify/polaris";
import { type Dispatch, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isWholeQuantity } from "#app/domain/draft/command-content.ts";
import type { PlanView } from "#app/queries/plan-view.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import type { Draft, DraftChange } from "./draft.ts";
import { LineRow } from "./line-row.tsx";
import type { ProblemsAt } from "./problems-at.ts";
import { lineId } from "./show-wrong.tsx";
import { usePlannedLines } from "./use-planned-lines.ts";

/** More lines than these are shown as one row each, until somebody opens them. */
const OPEN_LINES_MAX = 20;

export type EditorProps = {
  draft: Draft;
  form: WriteOffForm;
  problems: ProblemsAt;
  change: Dispatch<DraftChange>;
};

type Props = EditorProps & { plan: PlanView | null };

export function LinesCard({ plan, draft, form, problems, change }: Props) {
  const { t } = useTranslation("new");
  const { lines, touched, reasonId, disposal } = draft;
  const [turned, setTurned] = useState<Record<string, boolean>>({});
  const turn = useCallback(
    (key: string, open: boolean) => setTurned((before) => ({ ...before, [key]: open })),
    [],
  );
  // What asked for a person once stays open: nothing closes under their hands.
  const opened = useRef(new Set<string>());
  const planned = usePlannedLines(lines, plan);
  // A shop whose first item is being looked up does not know yet what this person may see; the plan does.
  const showsCost = plan ? !plan.costHidden : form.person.seesCost;
  const foldable = lines.length > OPEN_LINES_MAX;
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
      <ul className="lossbook-list" hidden={lines.length === 0}>
        {lines.map((line, position) => {
          const wrong = problems.atLine(position);
          const isTouched = line.key === touched?.key;
          if (wrong.length > 0 || !isWholeQuantity(line.quantity)) opened.current.add(line.key);
          return (
            <li
              key={line.key}
              id={lineId(line)}
              tabIndex={-1}
              className={isTouched ? "lossbook-touched" : undefined}
            >
              <LineRow
                line={line}
                reasonForAll={reasonId}
                disposalForAll={disposal}
                wrong={wrong}
                planned={planned.get(line.key) ?? null}
                form={form}
                showsCost={showsCost}
                foldable={foldable}
                open={!foldable || (turned[line.key] ?? (isTouched || opened.current.has(line.key)))}
                turn={turn}
                change={change}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
