import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { Button, Card, Page, useIndexResourceState } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import { dayIn } from "#app/domain/dates.ts";
import { filterChoices } from "#app/queries/filter-choices.ts";
import { listViews } from "#app/queries/list-views.ts";
import { begunDrafts } from "#app/queries/own-draft.ts";
import { requestList } from "#app/queries/request-list.ts";
import { isNarrowed, parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { type WriteOffList, writeOffList } from "#app/queries/write-off-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DraftDesk } from "../app.drafts._index/draft-desk.tsx";
import { RequestDesk } from "../app.requests._index/request-desk.tsx";
import { type BulkAct, BulkDialogs } from "./bulk-dialogs.tsx";
import { ColumnsDialog } from "./columns-dialog.tsx";
import { DocumentTable } from "./document-table.tsx";
import { EmptyList } from "./empty-list.tsx";
import { ListFilters } from "./list-filters.tsx";
import { useViews } from "./use-views.ts";

/** Tabs for own places; whoever has more filters. */
const PLACES_MAX = 3;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const filter = parseWriteOffFilter(new URL(request.url).searchParams);
  if (!filter.ok) throw redirect("/app/write-offs");
  const sight = { seesCost: await seesCost(ctx, { ask: true }) };
  const { view } = filter.value;
  const isOther = view === "waiting" || view === "drafts";
  // Nothing waits for whoever decides nothing: they look for what they have asked for themselves.
  const decides = ctx.person !== null && isAllowed(ctx.person, "approve");
  const [list, waiting, drafts, choices, kept] = await Promise.all([
    isOther ? noDocuments(sight) : writeOffList(ctx, { filter: filter.value, ...sight }),
    view === "waiting" ? requestList(ctx, { tab: decides ? "waiting" : "mine", ...sight }) : null,
    view === "drafts" ? begunDrafts(ctx) : null,
    filterChoices(ctx),
    listViews(ctx),
  ]);
  const { person } = ctx;
  return {
    ...{ list, waiting, drafts, filter: filter.value, choices, kept },
    places:
      person && !person.accountOwner
        ? choices.locations.filter(({ id }) => person.locations.includes(id)).slice(0, PLACES_MAX)
        : [],
    timeZone: ctx.shop.timeZone,
    firstOfMonth: `${dayIn(ctx.shop.timeZone, ctx.clock.now()).slice(0, 7)}-01`,
    may: {
      writeOff: person !== null && isAllowed(person, "request"),
      reverse: person !== null && isAllowed(person, "reverse"),
      tag: person !== null && isAllowed(person, "write-off"),
    },
  };
}

function noDocuments({ seesCost }: { seesCost: boolean }): WriteOffList {
  return { writeOffs: [], next: null, previous: null, costHidden: !seesCost };
}

/** What is looked at or done to many is read again once, when it is over. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return /\/(selection|reversal|approval|submission)$/.test(formAction ?? "")
    ? false
    : defaultShouldRevalidate;
}

export default function WriteOffs() {
  const { list, waiting, drafts, filter, choices, kept, places, timeZone, firstOfMonth, may } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation("write-offs");
  const views = useViews(kept.views, { firstOfMonth, places });
  const chosen = useIndexResourceState(list.writeOffs);
  const [act, setAct] = useState<BulkAct | null>(null);
  const [choosing, setChoosing] = useState(false);
  const narrowed = isNarrowed(filter);
  const isEmpty = list.writeOffs.length === 0;
  const isOther = waiting !== null || drafts !== null;
  const bulkActions = [
    ...(may.reverse ? [{ content: t("bulk.reverse.action"), onAction: () => setAct("reverse") }] : []),
    ...(may.tag ? [{ content: t("bulk.tag.action"), onAction: () => setAct("tag") }] : []),
    { content: t("bulk.export.action"), onAction: () => setAct("export") },
  ];
  return (
    <Page
      fullWidth
      title={t("title")}
      primaryAction={
        <Button
          variant="primary"
          url={may.writeOff ? "/app/write-offs/new" : undefined}
          disabled={!may.writeOff}
        >
          {t("new")}
        </Button>
      }
      secondaryActions={[
        { content: t("columns.action"), onAction: () => setChoosing(true) },
        { content: t("incidents"), url: "/app/incidents" },
      ]}
    >
      {may.writeOff ? null : <MayNotBanner />}
      <Card padding="0">
        {!isEmpty || narrowed || isOther ? (
          <ListFilters
            filter={filter}
            choices={choices}
            views={views}
            costHidden={list.costHidden}
            isOther={isOther}
            onColumns={() => setChoosing(true)}
          />
        ) : null}
        {waiting ? (
          <RequestDesk list={waiting} timeZone={timeZone} />
        ) : drafts ? (
          <DraftDesk drafts={drafts} timeZone={timeZone} />
        ) : isEmpty ? (
          <EmptyList narrowed={narrowed} mayWriteOff={may.writeOff} />
        ) : (
          <DocumentTable
            list={list}
            columns={kept.columns}
            timeZone={timeZone}
            chosen={chosen}
            bulkActions={bulkActions}
          />
        )}
        <Pages next={list.next} previous={list.previous} />
      </Card>
      {choosing ? (
        <ColumnsDialog
          columns={kept.columns}
          costHidden={list.costHidden}
          onClose={() => setChoosing(false)}
        />
      ) : null}
      {act ? (
        <BulkDialogs
          act={act}
          wish={chosen.allResourcesSelected ? { query: views.query } : { ids: chosen.selectedResources }}
          incidents={choices.incidents}
          onClose={() => setAct(null)}
          onDone={() => {
            setAct(null);
            chosen.clearSelection();
          }}
        />
      ) : null}
    </Page>
  );
}
