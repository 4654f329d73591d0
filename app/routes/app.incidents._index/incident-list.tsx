import { Link as RouterLink } from "@remix-run/react";
import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { IncidentRow } from "#app/queries/incident-view.ts";

type Props = { incidents: IncidentRow[]; costHidden: boolean };

/** The same rows twice, as a table and as a list for a narrow screen; the style sheet shows one of them. */
export function IncidentList({ incidents, costHidden }: Props) {
  return (
    <>
      <div className="lossbook-desk">
        <IncidentTable incidents={incidents} costHidden={costHidden} />
      </div>
      <div className="lossbook-phone">
        <ul className="lossbook-list">
          {incidents.map((incident) => (
            <li key={incident.id}>
              <IncidentCard incident={incident} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function IncidentTable({ incidents, costHidden }: Props) {
  const { t } = useTranslation("incidents");
  const format = useFormat("UTC");
  return (
    <div className="lossbook-table-frame">
      <table className="lossbook-table">
        <caption>{t("title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("edit.name")}</th>
            <th scope="col">{t("state.label")}</th>
            <th scope="col" className="lossbook-end">
              {t("column.documents")}
            </th>
            <th scope="col" className="lossbook-end">
              {t("column.units")}
            </th>
            {costHidden ? null : (
              <th scope="col" className="lossbook-end">
                {t("column.value")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <tr key={incident.id}>
              <th scope="row">
                <Link url={`/app/incidents/${incident.id}`} removeUnderline>
                  <Text as="span" fontWeight="semibold">
                    <span className="lossbook-wrap">{incident.name}</span>
                  </Text>
                </Link>
              </th>
              <td>
                <StateOf incident={incident} />
              </td>
              <td className="lossbook-end lossbook-number">{format.number(incident.documents)}</td>
              <td className="lossbook-end lossbook-number">{format.number(incident.units)}</td>
              {costHidden ? null : (
                <td className="lossbook-end">{incident.value ? <Amount money={incident.value} /> : null}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function IncidentCard({ incident }: { incident: IncidentRow }) {
  const { t } = useTranslation("incidents");
  const { id, name, documents, units, value } = incident;
  return (
    <RouterLink to={`/app/incidents/${id}`} className="lossbook-row-link">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <Text as="span" fontWeight="semibold">
            <span className="lossbook-wrap">{name}</span>
          </Text>
          <StateOf incident={incident} />
        </InlineStack>
        <InlineStack align="space-between">
          <Text as="span" tone="subdued">
            {t("card.documents", { count: documents })} · {t("sums.units", { count: units })}
          </Text>
          {value ? <Amount money={value} /> : null}
        </InlineStack>
      </BlockStack>
    </RouterLink>
  );
}

function StateOf({ incident: { closed } }: { incident: IncidentRow }) {
  const { t } = useTranslation("incidents");
  return <Badge tone={closed ? "success" : "attention"}>{t(closed ? "state.closed" : "state.open")}</Badge>;
}
