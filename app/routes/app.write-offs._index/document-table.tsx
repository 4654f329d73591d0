import { IndexTable, Link, Text, type useIndexResourceState } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { ItemsOf, UnitsOf, ValueOf } from "#app/components/document-cells.tsx";
import { Moment } from "#app/components/moment.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { Column } from "#app/domain/list/columns.ts";
import type { WriteOffList, WriteOffRow } from "#app/queries/write-off-list.ts";
import { CardList } from "./card-list.tsx";

type Props = {
  list: WriteOffList;
  columns: Column[];
  timeZone: string;
  chosen: Chosen;
  bulkActions: BulkAction[];
};

export type Chosen = ReturnType<typeof useIndexResourceState>;
export type BulkAction = { content: string; onAction(): void };

const AT_THE_END: readonly Column[] = ["units", "value"];

/** The rows twice, as a table to choose from and as a list for a narrow screen; the style sheet shows one. */
export function DocumentTable({ list, columns, timeZone, chosen, bulkActions }: Props) {
  const { t } = useTranslation("write-offs");
  const shown = columns.filter((column) => column !== "value" || !list.costHidden);
  const alignment = (column: Column) => (AT_THE_END.includes(column) ? { alignment: "end" as const } : {});
  return (
    <>
      <div className="lossbook-desk">
        <IndexTable
          itemCount={list.writeOffs.length}
          resourceName={{ singular: t("resource.one"), plural: t("resource.many") }}
          selectedItemsCount={chosen.allResourcesSelected ? "All" : chosen.selectedResources.length}
          onSelectionChange={chosen.handleSelectionChange}
          hasMoreItems={list.next !== null || list.previous !== null}
          promotedBulkActions={bulkActions}
          headings={[
            { title: t("column.number") },
            ...shown.map((column) => ({ title: t(`column.${column}`), ...alignment(column) })),
          ]}
        >
          {list.writeOffs.map((row, index) => (
            <IndexTable.Row
              id={row.id}
              key={row.id}
              position={index}
              selected={chosen.selectedResources.includes(row.id)}
              accessibilityLabel={t("choose", { number: row.number })}
            >
              <IndexTable.Cell>
                <Link url={`/app/write-offs/${row.id}`} dataPrimaryLink monochrome removeUnderline>
                  <Text as="span" fontWeight="semibold">
                    {row.number}
                  </Text>
                </Link>
              </IndexTable.Cell>
              {shown.map((column) => (
                <IndexTable.Cell key={column}>
                  <Text as="span" {...alignment(column)} numeric={AT_THE_END.includes(column)}>
                    <CellOf column={column} row={row} timeZone={timeZone} />
                  </Text>
                </IndexTable.Cell>
              ))}
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <div className="lossbook-phone">
        <CardList rows={list.writeOffs} chosen={chosen} bulkActions={bulkActions} />
      </div>
    </>
  );
}

function CellOf({ column, row, timeZone }: { column: Column; row: WriteOffRow; timeZone: string }) {
  const { t } = useTranslation("write-offs");
  const { t: words } = useTranslation("words");
  const own = useOwnWords();
  const several = (told: string | null) => (told === null ? t("several") : told || "–");
  switch (column) {
    case "state":
      return <StateBadge state={row.state} />;
    case "eventDate":
      return <CalendarDay day={row.eventDate} />;
    case "createdAt":
      return <Moment at={row.createdAt} timeZone={timeZone} />;
    case "items":
      return <ItemsOf row={row} />;
    case "location":
      return <span className="lossbook-wrap">{several(row.locationName)}</span>;
    case "reason":
      return (
        <span className="lossbook-wrap">{row.reasonLabel ? own.reason(row.reasonLabel) : t("several")}</span>
      );
    case "family":
      return row.family ? words(`family.${row.family}`) : t("several");
    case "person":
      return <span className="lossbook-wrap">{row.submittedBy.name}</span>;
    case "vendor":
      return <span className="lossbook-wrap">{several(row.vendor)}</span>;
    case "type":
      return <span className="lossbook-wrap">{several(row.productType)}</span>;
    case "incident":
      return row.incident ? (
        <Link url={`/app/incidents/${row.incident.id}`} removeUnderline>
          <span className="lossbook-wrap">{row.incident.name}</span>
        </Link>
      ) : (
        "–"
      );
    case "units":
      return <UnitsOf row={row} />;
    case "value":
      return <ValueOf row={row} />;
  }
}
