import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { BlockStack, Button, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { OutsideBanner } from "#app/components/outside-banner.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { StockCheckCard } from "#app/components/stock-check-card.tsx";
import { useFormat } from "#app/components/use-format.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { barToAdd, type Holder, withdrawableOf } from "#app/domain/evidence/holder.ts";
import { requestView } from "#app/queries/request-view.ts";
import { type WriteOffPage, writeOffPage } from "#app/queries/write-off-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DetailsCard } from "./details-card.tsx";
import { EntriesCard } from "./entries-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { InBooksCard } from "./in-books-card.tsx";
import { LinesCard } from "./lines-card.tsx";
import { NotFound } from "./not-found.tsx";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { ReversalDialog } from "./reversal-dialog.tsx";
import { SentCard } from "./sent-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { useAgain } from "./use-again.ts";
import { useFollow } from "./use-follow.ts";

export { kept as clientLoader } from "#app/components/kept.ts";
export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const page = await writeOffPage(ctx, {
    documentId: params.id ?? "",
    seesCost: await seesCost(ctx, { ask: true }),
  });
  // What was asked for has the id of the document it may become.
  const asked = page ? null : await requestView(ctx, { id: params.id ?? "", seesCost: false });
  if (asked) throw redirect(`/app/requests/${asked.id}`);
  const holder = page && holderOf(page.writeOff);
  const may = {
    addEvidence: holder !== null && !barToAdd(ctx.person, holder),
    withdrawEvidence: page && holder ? withdrawableOf(ctx.person, holder, page.evidence) : [],
    eraseEvidence: !barOf(ctx.person, "people"),
    ask: !barOf(ctx.person, "request"),
  };
  return data({ page, mayWriteOff: ctx.person?.mayWriteOff ?? false, may }, { status: page ? 200 : 404 });
}

function holderOf({ submittedBy, lines }: WriteOffPage["writeOff"]): Holder {
  const locations = lines.map(({ locationId, locationName }) => ({ id: locationId, name: locationName }));
  return { stage: "decided", by: submittedBy.id, locations };
}

export default function WriteOff() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  return shown.page ? <Document key={shown.page.writeOff.id} {...shown} page={shown.page} /> : <NotFound />;
}

type Shown = {
  page: WriteOffPage;
  mayWriteOff: boolean;
  may: { addEvidence: boolean; withdrawEvidence: string[]; eraseEvidence: boolean; ask: boolean };
};

function Document({ page, mayWriteOff, may }: Shown) {
  const { writeOff, entries, deliveries, timeline } = page;
  const { t } = useTranslation("document");
  const format = useFormat(writeOff.timeZone);
  const fresh = useLocation().state?.fresh === true;
  const [reversing, setReversing] = useState(false);
  useFollow(writeOff);
  const reversible = mayWriteOff && writeOff.totals.unitsReversible > 0;
  const undo = reversible ? () => setReversing(true) : null;
  const { again, busy, refusal } = useAgain(writeOff.id);
  const isFirst = writeOff.kind === "off" && writeOff.reverses === null;
  return (
    <Page
      title={writeOff.number}
      titleMetadata={<StateBadge state={writeOff.state} />}
      subtitle={t(writeOff.reverses ? "subtitle.reversal" : "subtitle.off", {
        name: writeOff.submittedBy.name,
        day: format.day(writeOff.eventDate),
      })}
      backAction={{ content: t("backToList"), url: "/app/write-offs" }}
      secondaryActions={
        isFirst && may.ask ? [{ content: t("again"), onAction: again, loading: busy }] : undefined
      }
      primaryAction={undo ? <Button onClick={undo}>{t("undo")}</Button> : undefined}
    >
      <Layout>
        <Layout.Section>
          {refusal ? <RefusalBanner refusal={refusal} title={t("notAgain")} /> : null}
          <OutsideBanner />
          <OutcomeBanner writeOff={writeOff} fresh={fresh} onUndo={undo} />
          <BlockStack gap="400">
            <LinesCard writeOff={writeOff} />
            <EvidenceCard
              page={page}
              mayAdd={may.addEvidence}
              mayWithdraw={may.withdrawEvidence}
              mayErase={may.eraseEvidence}
            />
            {writeOff.costHidden ? null : <EntriesCard entries={entries} writeOff={writeOff} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <DetailsCard writeOff={writeOff} />
            <InBooksCard deliveries={deliveries} />
            <TimelineCard timeline={timeline} timeZone={writeOff.timeZone} />
            {writeOff.state === "refused" ? null : (
              <StockCheckCard door={`/app/write-offs/${writeOff.id}/stock-check`} />
            )}
            <SentCard writeOff={writeOff} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {reversible || reversing ? (
        <ReversalDialog writeOff={writeOff} open={reversing} onClose={() => setReversing(false)} />
      ) : null}
    </Page>
  );
}
