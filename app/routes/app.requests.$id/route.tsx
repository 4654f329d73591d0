import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "#app/components/item-name.tsx";
import { useKept } from "#app/components/kept.ts";
import { OutsideBanner } from "#app/components/outside-banner.tsx";
import { RequestBadge } from "#app/components/request-badge.tsx";
import { useKeys } from "#app/components/use-keys.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { type Holder, withdrawableOf } from "#app/domain/evidence/holder.ts";
import { evidenceOf } from "#app/queries/evidence-list.ts";
import { planView } from "#app/queries/plan-view.ts";
import { requestList } from "#app/queries/request-list.ts";
import { type RequestView, requestView } from "#app/queries/request-view.ts";
import { requesterHistory } from "#app/queries/requester-history.ts";
import { toSecondViews } from "#app/queries/second-reason.ts";
import { previewRequest } from "#app/use-cases/request/preview-request.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DecideDialog, type Deciding } from "./decide-dialog.tsx";
import { DetailsCard } from "./details-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { NotHere } from "./not-here.tsx";
import { PhotosCard } from "./photos-card.tsx";
import { RequestLines } from "./request-lines.tsx";
import { StateBanner } from "./state-banner.tsx";
import { WhyCard } from "./why-card.tsx";
import { WordsCard } from "./words-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const sight = await seesCost(ctx, { ask: true });
  const view = await requestView(ctx, { id: params.id ?? "", seesCost: sight });
  if (!view) return data({ page: null, timeZone: ctx.shop.timeZone }, { status: 404 });
  const planned = view.may.decide || view.may.own ? await previewRequest(ctx, view.id) : null;
  const plan = planned?.ok ? await planView(ctx, planned.value.plan, sight) : null;
  const found = planned?.ok ? toSecondViews(planned.value.found, sight) : [];
  const history = view.may.own
    ? null
    : await requesterHistory(ctx, { requesterId: view.requester.id, seesCost: sight });
  const waiting = (await requestList(ctx, { tab: "waiting", seesCost: false })).requests.map(({ id }) => id);
  const at = waiting.indexOf(view.id);
  const evidence = await evidenceOf(ctx, [view.id]);
  const page = {
    ...{ view, plan, history, evidence },
    mayWithdraw: withdrawableOf(ctx.person, holderOf(view), evidence),
    reasons: [...view.reasons, ...found],
    mayAddEvidence: barOf(ctx.person, "evidence") === null && (view.may.own || view.may.decide),
    problems: planned && !planned.ok ? planned.problems : null,
    previous: at > 0 ? (waiting[at - 1] ?? null) : null,
    next: waiting[at + 1] ?? null,
  };
  return data({ page, timeZone: ctx.shop.timeZone });
}

function holderOf({ state, requester, lines }: RequestView): Holder {
  const locations = lines.map(({ locationId, locationName }) => ({ id: locationId, name: locationName }));
  return { stage: isOpen(state) ? "waiting" : "decided", by: requester.id, locations };
}

export default function RequestPage() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  return shown.page ? (
    <One key={shown.page.view.id} page={shown.page} timeZone={shown.timeZone} />
  ) : (
    <NotHere />
  );
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["page"]>;

function One({ page, timeZone }: { page: Shown; timeZone: string }) {
  const { view, plan, problems, history, previous, next } = page;
  const { t } = useTranslation("requests");
  const navigate = useNavigate();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const mayAnswer = view.may.decide && view.state === "waiting";
  const goTo = (id: string | null) => id && navigate(`/app/requests/${id}`);
  const open = (what: Deciding, allowed: boolean) => () => allowed && setDeciding(what);
  const approvable = mayAnswer && problems === null;
  useKeys({
    j: () => goTo(next),
    k: () => goTo(previous),
    a: open("approval", approvable),
    s: open("return", mayAnswer),
    r: open("rejection", view.may.decide),
  });
  const pagination = {
    hasPrevious: previous !== null,
    hasNext: next !== null,
    accessibilityLabels: { previous: t("one.previous"), next: t("one.next") },
    onPrevious: () => goTo(previous),
    onNext: () => goTo(next),
  };
  return (
    <Page
      title={titleOf(view, t)}
      titleMetadata={<RequestBadge state={view.state} />}
      backAction={{ content: t("one.back"), url: "/app/requests" }}
      {...(mayAnswer
        ? {
            primaryAction: {
              content: t("act.approve"),
              disabled: !approvable,
              onAction: open("approval", true),
            },
          }
        : view.may.change
          ? { primaryAction: { content: t("act.edit"), url: `/app/write-offs/new?request=${view.id}` } }
          : {})}
      secondaryActions={[
        ...(mayAnswer ? [{ content: t("act.sendBack"), onAction: open("return", true) }] : []),
        ...(view.may.decide
          ? [{ content: t("act.reject"), destructive: true, onAction: open("rejection", true) }]
          : []),
        ...(view.may.withdraw ? [{ content: t("act.withdraw"), onAction: open("withdrawal", true) }] : []),
      ]}
      {...((previous ?? next) ? { pagination } : {})}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <OutsideBanner />
            <StateBanner view={view} problems={problems} />
            <RequestLines view={view} plan={plan} />
            <PhotosCard
              id={view.id}
              evidence={page.evidence}
              timeZone={timeZone}
              mayAdd={page.mayAddEvidence}
              mayWithdraw={page.mayWithdraw}
            />
            <WordsCard view={view} timeZone={timeZone} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <WhyCard reasons={page.reasons} />
            <DetailsCard view={view} timeZone={timeZone} />
            {history ? <HistoryCard history={history} /> : null}
          </BlockStack>
        </Layout.Section>
      </Layout>
      {deciding ? (
        <DecideDialog
          page={page}
          what={deciding}
          onClose={() => setDeciding(null)}
          onDone={() => setDeciding(null)}
        />
      ) : null}
    </Page>
  );
}

function titleOf(view: Shown["view"], t: (key: string, facts: Record<string, unknown>) => string): string {
  const line = view.lines[0];
  if (!line) return "";
  const rest = view.lines.length - 1;
  const title = fullNameOf(line);
  const name =
    rest > 0
      ? t("one.titleMore", { title, count: rest })
      : t("one.title", { quantity: line.quantity, title });
  return view.kind === "reversal" ? t("undoing", { title: name }) : name;
}
