import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Page, Tabs } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { Pages } from "#app/components/pages.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { newsList } from "#app/queries/news-list.ts";
import { NewsItems } from "./news-items.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const { searchParams } = new URL(request.url);
  const onlyUnread = searchParams.get("show") === "unread";
  const list = await newsList(ctx, { cursor: searchParams.get("cursor") ?? "", onlyUnread });
  return { list, onlyUnread, timeZone: ctx.shop.timeZone };
}

const SHOWN = ["all", "unread"] as const;
const nothing = () => {};

export default function News() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { list, onlyUnread, timeZone } = shown;
  const { t } = useTranslation("news");
  const navigate = useNavigate();
  const act = useAct(nothing);
  const readAll = () => act.send("/app/news/read", { through: list.through });
  return (
    <Page
      title={t("title")}
      subtitle={list.unread > 0 ? t("unread", { count: list.unread }) : t("allRead")}
      primaryAction={{
        content: t("markAll"),
        onAction: readAll,
        disabled: list.unread === 0,
        loading: act.busy,
      }}
      secondaryActions={[{ content: t("choose"), url: "/app/news/choices" }]}
    >
      <BlockStack gap="400">
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notDone")} /> : null}
        <Card padding="0">
          <Tabs
            tabs={SHOWN.map((id) => ({ id, content: t(`show.${id}`), panelID: "news" }))}
            selected={onlyUnread ? 1 : 0}
            onSelect={(at) => navigate(at === 1 ? "?show=unread" : "?")}
          />
          <div id="news">
            {list.news.length === 0 ? (
              <Nothing
                title={t(onlyUnread ? "empty.unread" : "empty.title")}
                body={t(onlyUnread ? "empty.unreadBody" : "empty.body")}
              />
            ) : (
              <NewsItems news={list.news} timeZone={timeZone} />
            )}
          </div>
          <Pages next={list.next} previous={list.previous} />
        </Card>
      </BlockStack>
    </Page>
  );
}
