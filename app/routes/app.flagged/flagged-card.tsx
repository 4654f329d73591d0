import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Nothing } from "#app/components/nothing.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { FlaggedFilter, FlaggedList } from "#app/queries/flagged-list.ts";
import { FlaggedFilters } from "./flagged-filters.tsx";
import { FlaggedRow } from "./flagged-row.tsx";

type Props = { list: FlaggedList; filter: FlaggedFilter; mayAct: boolean; timeZone: string };

/** Choose some, or all that the filters leave, and make a document of them; the rest stays. */
export function FlaggedCard({ list, filter, mayAct, timeZone }: Props) {
  const { t } = useTranslation("flagged");
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const lines = list.lines.filter(({ id }) => chosen.includes(id));
  const isFiltered = Object.keys(filter).length > 0;
  const begin = useAct<{ id: string }>(
    useCallback(({ id }) => navigate(`/app/write-offs/new?draft=${id}`), [navigate]),
    "begin",
  );
  const discard = useAct<{ discarded: number }>(
    useCallback(
      ({ discarded }) => {
        setChosen([]);
        shopify.toast.show(t("discarded", { count: discarded }));
      },
      [shopify, t],
    ),
    "discard",
  );
  const refusal = begin.refusal ?? discard.refusal;
  const all = list.lines.length > 0 && lines.length === list.lines.length;

  return (
    <BlockStack gap="300">
      {refusal ? <RefusalBanner refusal={refusal} title={t("refused")} /> : null}
      <Card padding="0">
        <FlaggedFilters filter={filter} choices={list.choices} />
        {list.lines.length === 0 ? (
          <Nothing
            title={t(isFiltered ? "nothing.filtered" : "nothing.title")}
            body={t(isFiltered ? "nothing.filteredBody" : "nothing.body")}
          />
        ) : (
          <>
            <Box padding="300" borderBlockEndWidth="025" borderColor="border">
              <InlineStack align="space-between" blockAlign="center" gap="300">
                <div className="lossbook-tap">
                  <Checkbox
                    label={
                      lines.length > 0
                        ? t("chosen", { count: lines.length })
                        : t("all", { count: list.lines.length })
                    }
                    checked={all}
                    disabled={!mayAct}
                    onChange={() => setChosen(all ? [] : list.lines.map(({ id }) => id))}
                  />
                </div>
                <InlineStack gap="200">
                  <Button
                    disabled={lines.length === 0}
                    loading={discard.busy}
                    onClick={() =>
                      discard.send("/app/drafts/discards", {
                        lines: lines.map(({ id, revision }) => ({ id, revision })),
                      })
                    }
                  >
                    {t("discard")}
                  </Button>
                  <Button
                    variant="primary"
                    disabled={lines.length === 0}
                    loading={begin.busy}
                    onClick={() =>
                      begin.send("/app/drafts/beginnings", { id: v7(), flags: lines.map(({ id }) => id) })
                    }
                  >
                    {t("begin")}
                  </Button>
                </InlineStack>
              </InlineStack>
            </Box>
            <ul className="lossbook-list">
              {list.lines.map((line) => (
                <li key={line.id}>
                  <FlaggedRow
                    line={line}
                    timeZone={timeZone}
                    chosen={chosen.includes(line.id)}
                    mayAct={mayAct}
                    onChoose={(isChosen) =>
                      setChosen(isChosen ? [...chosen, line.id] : chosen.filter((id) => id !== line.id))
                    }
                  />
                </li>
              ))}
            </ul>
            {list.count > list.lines.length ? (
              <Box padding="300">
                <Text as="p" tone="subdued">
                  {t("more", { count: list.count - list.lines.length })}
                </Text>
              </Box>
            ) : null}
          </>
        )}
      </Card>
    </BlockStack>
  );
}
