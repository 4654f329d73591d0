import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Card, Link, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { Nothing } from "#app/components/nothing.tsx";
import { useFormat } from "#app/components/use-format.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import { incidentList } from "#app/queries/incident-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { MakeDialog } from "./make-dialog.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const sight = { seesCost: await seesCost(ctx, { ask: true }) };
  const may = ctx.person !== null && isAllowed(ctx.person, "write-off");
  return { incidents: await incidentList(ctx, sight), costHidden: !sight.seesCost, may };
}

export default function Incidents() {
  const { incidents, costHidden, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation("incidents");
  const format = useFormat("UTC");
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("toList"), url: "/app/write-offs" }}
      {...(may ? { primaryAction: { content: t("make.action"), onAction: () => setMaking(true) } } : {})}
    >
      <Card padding="0">
        {incidents.length === 0 ? <Nothing title={t("empty.title")} body={t("empty.body")} /> : table()}
      </Card>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );

  function table() {
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
                  <Badge tone={incident.closed ? "success" : "attention"}>
                    {t(incident.closed ? "state.closed" : "state.open")}
                  </Badge>
                </td>
                <td className="lossbook-end lossbook-number">{format.number(incident.documents)}</td>
                <td className="lossbook-end lossbook-number">{format.number(incident.units)}</td>
                {costHidden ? null : (
                  <td className="lossbook-end">
                    {incident.value ? <Amount money={incident.value} /> : null}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  }
}
