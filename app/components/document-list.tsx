import { Link as RouterLink } from "@remix-run/react";
import { BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { WriteOffRow } from "#app/queries/write-off-list.ts";
import { CalendarDay } from "./calendar-day.tsx";
import { ItemsOf, UnitsOf, ValueOf } from "./document-cells.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useOwnWords } from "./use-own-words.ts";

type Props = {
  rows: WriteOffRow[];
  costHidden: boolean;
  /** Leaves out what a narrow card has no room for. */
  short?: boolean;
};

/** The same rows twice, as a table and as a list for a narrow screen; the style sheet shows one of them. */
export function DocumentList(props: Props) {
  return (
    <>
      <div className="lossbook-desk">
        <DocumentTable {...props} />
      </div>
      <div className="lossbook-phone">
        <ul className="lossbook-list">
          {props.rows.map((row) => (
            <li key={row.id}>
              <DocumentCard row={row} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function DocumentTable({ rows, costHidden, short = false }: Props) {
  const { t } = useTranslation("write-offs");
  const own = useOwnWords();
  const rest = [
    { title: t("column.location") },
    { title: t("column.reason") },
    { title: t("column.person") },
  ];
  const money = costHidden ? [] : [{ title: t("column.value"), alignment: "end" as const }];
  return (
    <IndexTable
      selectable={false}
      itemCount={rows.length}
      resourceName={{ singular: t("resource.one"), plural: t("resource.many") }}
      headings={[
        { title: t("column.number") },
        { title: t("column.state") },
        { title: t("column.eventDate") },
        { title: t("column.items") },
        ...(short ? [] : rest),
        { title: t("column.units"), alignment: "end" },
        ...money,
      ]}
    >
      {rows.map((row, index) => (
        <IndexTable.Row id={row.id} key={row.id} position={index}>
          <IndexTable.Cell>
            <Link url={`/app/write-offs/${row.id}`} dataPrimaryLink monochrome removeUnderline>
              <Text as="span" fontWeight="semibold">
                {row.number}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <StateBadge state={row.state} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CalendarDay day={row.eventDate} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <ItemsOf row={row} />
          </IndexTable.Cell>
          {short ? null : (
            <>
              <IndexTable.Cell>{row.locationName ?? t("several")}</IndexTable.Cell>
              <IndexTable.Cell>
                {row.reasonLabel ? own.reason(row.reasonLabel) : t("several")}
              </IndexTable.Cell>
              <IndexTable.Cell>{row.submittedBy.name}</IndexTable.Cell>
            </>
          )}
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              <UnitsOf row={row} />
            </Text>
          </IndexTable.Cell>
          {costHidden ? null : (
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                <ValueOf row={row} />
              </Text>
            </IndexTable.Cell>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** A document on a narrow screen: all of it is the way to its page. */
export function DocumentCard({ row }: { row: WriteOffRow }) {
  return (
    <RouterLink to={`/app/write-offs/${row.id}`} className="lossbook-row-link">
      <DocumentWords row={row} />
    </RouterLink>
  );
}

export function DocumentWords({ row }: { row: WriteOffRow }) {
  const own = useOwnWords();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" fontWeight="semibold">
          {row.number}
        </Text>
        <StateBadge state={row.state} />
      </InlineStack>
      <ItemsOf row={row} />
      <Text as="span" tone="subdued" variant="bodySm">
        <CalendarDay day={row.eventDate} />
        {[row.locationName, own.reason(row.reasonLabel ?? ""), row.submittedBy.name]
          .filter(Boolean)
          .map((part) => ` · ${part}`)}
      </Text>
      <InlineStack align="space-between">
        <UnitsOf row={row} />
        {row.value ? <ValueOf row={row} /> : null}
      </InlineStack>
    </BlockStack>
  );
}
