import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { homeView } from "#app/queries/home-view.ts";
import { overview } from "#app/queries/overview.ts";
import { requestCounts } from "#app/queries/request-counts.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { LatestCard } from "./latest-card.tsx";
import { LossCards } from "./loss-cards.tsx";
import { StartCard } from "./start-card.tsx";
import { TasksCard } from "./tasks-card.tsx";
import { TotalCard } from "./total-card.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const period = new URL(request.url).searchParams.get("period") ?? "";
  const sight = { seesCost: await seesCost(ctx, { ask: true }) };
  const [home, lost, requests] = await Promise.all([
    homeView(ctx, sight),
    overview(ctx, { period, ...sight }),
    requestCounts(ctx),
  ]);
  const mayAsk = !barOf(ctx.person, "request");
  return { ...home, lost, requests: requests.waiting, mayWriteOff: !barOf(ctx.person, "write-off"), mayAsk };
}

export default function Home() {
  const { latest, tasks, lost, requests, mayWriteOff, mayAsk } = useLoaderData<typeof loader>();
  const { t } = useTranslation("home");
  const [, setParams] = useSearchParams();
  const busy = useNavigation().state === "loading";
  const isFirst = latest.writeOffs.length === 0;
  const writeOff = { content: t("start.one.action"), url: "/app/write-offs/new" };
  return (
    <Page
      title={t("title")}
      {...(mayAsk && !isFirst ? { primaryAction: writeOff } : {})}
      secondaryActions={mayAsk && !isFirst ? [{ content: t("start.scan.action"), url: "/app/scan" }] : []}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {mayWriteOff ? null : <MayNotBanner asks={mayAsk} />}
            {isFirst && mayAsk ? <StartCard /> : null}
            {isFirst ? null : (
              <TotalCard
                overview={lost}
                busy={busy}
                onPeriod={(period) => setParams({ period }, { preventScrollReset: true })}
              />
            )}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <TasksCard tasks={tasks} requests={requests} />
        </Layout.Section>
        {isFirst ? null : (
          <Layout.Section variant="fullWidth">
            <BlockStack gap="400">
              <LossCards overview={lost} />
              <LatestCard latest={latest} />
            </BlockStack>
          </Layout.Section>
        )}
      </Layout>
    </Page>
  );
}
