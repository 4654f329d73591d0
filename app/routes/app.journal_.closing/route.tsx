import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { isDay } from "#app/domain/dates.ts";
import { parseCloseCommand } from "#app/domain/journal/closing-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { closingView } from "#app/queries/closing-view.ts";
import { closePeriod } from "#app/use-cases/journal/close-period.ts";
import { barredFromMoney } from "#app/use-cases/shop/see-cost.ts";
import { CloseCard } from "./close-card.tsx";
import { ClosedCard } from "./closed-card.tsx";
import { HistoryCard } from "./history-card.tsx";

export { answered as clientAction } from "#app/components/answered.ts";
export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const asked = new URL(request.url).searchParams.get("through") ?? "";
  return {
    view: await closingView(ctx, { through: isDay(asked) ? asked : null }),
    mayClose: !(await barredFromMoney(ctx, "keep-books")),
    mayReopen: ctx.person?.accountOwner ?? false,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseCloseCommand(body.value);
    return command.ok ? closePeriod(ctx, command.value) : command;
  });
}

export default function Closing() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { view, mayClose, mayReopen } = shown;
  const { t } = useTranslation("closing");
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("backToJournal"), url: "/app/journal" }}
    >
      <BlockStack gap="400">
        {mayClose ? null : (
          <Banner tone="info" title={t("mayNot.title")}>
            <Text as="p">{t("mayNot.body")}</Text>
          </Banner>
        )}
        <ClosedCard view={view} mayReopen={mayReopen} />
        {mayClose ? <CloseCard view={view} /> : null}
        <HistoryCard history={view.history} timeZone={view.timeZone} />
      </BlockStack>
    </Page>
  );
}
