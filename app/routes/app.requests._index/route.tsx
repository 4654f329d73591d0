import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Page, Tabs, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { REQUEST_TABS } from "#app/domain/approval/request.ts";
import { requestList } from "#app/queries/request-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { RequestDesk } from "./request-desk.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const asked = new URL(request.url).searchParams.get("show");
  const tab = REQUEST_TABS.find((one) => one === asked) ?? "waiting";
  const list = await requestList(ctx, { tab, seesCost: await seesCost(ctx, { ask: true }) });
  return { list, timeZone: ctx.shop.timeZone };
}

/** What is done to many is read again once, when it is over. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return /\/approval$/.test(formAction ?? "") ? false : defaultShouldRevalidate;
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
            <RequestDesk list={list} timeZone={timeZone} />
          </Tabs>
        </Card>
      </BlockStack>
    </Page>
  );
}
