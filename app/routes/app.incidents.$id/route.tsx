import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Card, InlineGrid, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DocumentList } from "#app/components/document-list.tsx";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { isUuid } from "#app/domain/ids.ts";
import { evidenceHeld } from "#app/queries/evidence-list.ts";
import { incidentView } from "#app/queries/incident-view.ts";
import { parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DetailsDialog } from "./details-dialog.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { SumsCard } from "./sums-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const { id = "" } = params;
  const filter = parseWriteOffFilter(new URL(request.url).searchParams);
  const sight = { seesCost: await seesCost(ctx, { ask: true }) };
  const cursor = filter.ok ? filter.value.cursor : undefined;
  const incident = isUuid(id) ? await incidentView(ctx, id, { cursor, ...sight }) : null;
  const held = incident ? await evidenceHeld(ctx, incident.id) : null;
  const may = {
    edit: !barOf(ctx.person, "write-off"),
    addEvidence: held?.mayAdd ?? false,
    withdrawEvidence: held?.mayWithdraw ?? [],
    eraseEvidence: !barOf(ctx.person, "people"),
    takePack: sight.seesCost && !barOf(ctx.person, "evidence"),
  };
  const shown = { incident, evidence: held?.evidence ?? [], may, timeZone: ctx.shop.timeZone };
  return data(shown, { status: incident ? 200 : 404 });
}

export default function Incident() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { incident, evidence, may, timeZone } = shown;
  const { t } = useTranslation("incidents");
  const [editing, setEditing] = useState(false);
  const back = { content: t("title"), url: "/app/incidents" };
  if (!incident) {
    const action = { content: t("title"), url: "/app/incidents" };
    return (
      <Page title={t("gone.title")} backAction={back}>
        <Card>
          <Nothing title={t("gone.title")} body={t("gone.body")} action={action} />
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={incident.name}
      titleMetadata={
        <Badge tone={incident.closed ? "success" : "attention"}>
          {t(incident.closed ? "state.closed" : "state.open")}
        </Badge>
      }
      backAction={back}
      secondaryActions={[
        ...(may.edit ? [{ content: t("edit.action"), onAction: () => setEditing(true) }] : []),
        { content: t("inList"), url: `/app/write-offs?incident=${incident.id}` },
      ]}
    >
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: 1, md: "1fr 2fr" }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <SumsCard incident={incident} timeZone={timeZone} />
            {incident.note ? (
              <Card>
                <BlockStack gap="200">
                  <Text as="h2" variant="headingMd">
                    {t("note")}
                  </Text>
                  <Text as="p">
                    <span className="lossbook-wrap">{incident.note}</span>
                  </Text>
                </BlockStack>
              </Card>
            ) : null}
          </BlockStack>
          <EvidenceCard incident={incident} evidence={evidence} timeZone={timeZone} may={may} />
        </InlineGrid>
        <Card padding="0">
          {incident.list.writeOffs.length > 0 ? (
            <DocumentList rows={incident.list.writeOffs} costHidden={incident.list.costHidden} />
          ) : (
            <Nothing
              title={t("none.title")}
              body={t("none.body")}
              action={{ content: t("none.action"), url: "/app/write-offs" }}
            />
          )}
          <Pages next={incident.list.next} previous={incident.list.previous} />
        </Card>
      </BlockStack>
      {editing ? <DetailsDialog incident={incident} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}
