import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Nothing } from "#app/components/nothing.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import { incidentList } from "#app/queries/incident-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { IncidentList } from "./incident-list.tsx";
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
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("toList"), url: "/app/write-offs" }}
      {...(may ? { primaryAction: { content: t("make.action"), onAction: () => setMaking(true) } } : {})}
    >
      <Card padding="0">
        {incidents.length === 0 ? (
          <Nothing title={t("empty.title")} body={t("empty.body")} />
        ) : (
          <IncidentList incidents={incidents} costHidden={costHidden} />
        )}
      </Card>
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}
