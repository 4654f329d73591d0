import { Link as RouterLink } from "@remix-run/react";
import { BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import type { DeliveryRowView } from "#app/queries/delivery-list.ts";

/** The same rows twice, as a table and as a list for a narrow screen; the style sheet shows one of them. */
export function DeliveryTable({ rows }: { rows: DeliveryRowView[] }) {
  return (
    <>
      <div className="lossbook-desk">
        <Table rows={rows} />
      </div>
      <div className="lossbook-phone">
        <ul className="lossbook-list">
          {rows.map((row) => (
            <li key={row.id}>
              <RouterLink to={`/app/deliveries/${row.id}`} className="lossbook-row-link">
                <BlockStack gap="100">
                  <InlineStack align="space-between" blockAlign="center" gap="200">
                    <Text as="span" fontWeight="semibold">
                      {row.reference}
                    </Text>
                    <DeliveryBadge state={row.state} drift={row.drift} />
                  </InlineStack>
                  <Holds row={row} />
                  <Days row={row} />
                  <Trouble row={row} />
                </BlockStack>
              </RouterLink>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Table({ rows }: { rows: DeliveryRowView[] }) {
  const { t } = useTranslation("deliveries");
  const headings = [
    { title: t("list.number") },
    { title: t("list.state") },
    { title: t("list.day") },
    { title: t("list.holds") },
    { title: t("list.trouble") },
  ] as const;
  return (
    <IndexTable
      selectable={false}
      itemCount={rows.length}
      resourceName={{ singular: t("list.one"), plural: t("list.many") }}
      headings={[...headings]}
    >
      {rows.map((row, index) => (
        <IndexTable.Row id={row.id} key={row.id} position={index}>
          <IndexTable.Cell>
            <Link url={`/app/deliveries/${row.id}`} dataPrimaryLink monochrome removeUnderline>
              <Text as="span" fontWeight="semibold">
                {row.reference}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <DeliveryBadge state={row.state} drift={row.drift} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Days row={row} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Holds row={row} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Trouble row={row} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Holds({ row }: { row: DeliveryRowView }) {
  const { t } = useTranslation("deliveries");
  const holds = t(`scope.${row.scope}`, { count: row.entryCount });
  return <span>{row.document ? `${row.document} · ${holds}` : holds}</span>;
}

function Days({ row: { accountingDate, remoteDate } }: { row: DeliveryRowView }) {
  return (
    <span>
      <CalendarDay day={accountingDate} />
      {remoteDate && remoteDate !== accountingDate ? (
        <>
          {" → "}
          <CalendarDay day={remoteDate} />
        </>
      ) : null}
    </span>
  );
}

function Trouble({ row: { trouble } }: { row: DeliveryRowView }) {
  const { t } = useTranslation("deliveries");
  return trouble ? <span>{t(`trouble.${trouble}.badge`)}</span> : null;
}
