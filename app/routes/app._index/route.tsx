import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { homeView } from "#app/queries/home-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { LatestCard } from "./latest-card.tsx";
import { StartCard } from "./start-card.tsx";
import { TasksCard } from "./tasks-card.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const home = await homeView(ctx, { seesCost: await seesCost(ctx, { ask: true }) });
  return { ...home, mayWriteOff: ctx.person?.mayWriteOff ?? false };
}

export default function Home() {
  const { latest, tasks, mayWriteOff } = useLoaderData<typeof loader>();
  const { t } = useTranslation("home");
  return (
    <Page title={t("title")}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {mayWriteOff ? <StartCard first={latest.writeOffs.length === 0} /> : <MayNotBanner />}
            <LatestCard latest={latest} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <TasksCard tasks={tasks} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
