import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Page, Tabs, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { REQUEST_TABS } from "#app/domain/approval/request.ts";
import { requestList } from "#app/queries/request-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { RequestRows } from "./request-rows.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const asked = new URL(request.url).searchParams.get("show");
  const tab = REQUEST_TABS.find((one) => one === asked) ?? "waiting";
  const list = await requestList(ctx, { tab, seesCost: await seesCost(ctx, { ask: true }) });
  return { list, timeZone: ctx.shop.timeZone };
}

export default function Requests() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { list, timeZone } = shown;
  const { t } = useTranslation("requests");
  const navigate = useNavigate();
  const tabs = REQUEST_TABS.map((id) => ({ id, content: t(`tab.${id}`) }));
  return (
    <Page title={t("title")}>
      <BlockStack gap="400">
        {list.mayDecide ? null : (
          <Text as="p" tone="subdued">
            {t("mayNot")}
          </Text>
        )}
        <Card padding="0">
          <Tabs
            tabs={tabs}
            selected={REQUEST_TABS.indexOf(list.tab)}
            onSelect={(at) =>
              navigate(`/app/requests?show=${REQUEST_TABS[at]}`, { preventScrollReset: true })
            }
          >
            {list.requests.length > 0 ? (
              <RequestRows list={list} timeZone={timeZone} />
            ) : (
              <Nothing title={t(`empty.${list.tab}`)} body={t(`empty.${list.tab}Body`)} />
            )}
          </Tabs>
        </Card>
      </BlockStack>
    </Page>
  );
}
