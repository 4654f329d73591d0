import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { BlockStack, Box, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AdminLink } from "#app/components/admin-link.tsx";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { StockCheckCard } from "#app/components/stock-check-card.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { isGid } from "#app/domain/ids.ts";
import { productHistory } from "#app/queries/product-history.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { LinesCard } from "./lines-card.tsx";
import { VariantsCard } from "./variants-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";
export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const productId = `gid://shopify/Product/${params.id}`;
  const cursor = new URL(request.url).searchParams.get("cursor") ?? "";
  const history = isGid("Product", productId)
    ? await productHistory(ctx, { productId, cursor, seesCost: await seesCost(ctx, { ask: true }) })
    : null;
  return data({ history }, { status: history ? 200 : 404 });
}

export default function Product() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { history } = shown;
  const { id } = useParams();
  const { t } = useTranslation("product");
  const back = { content: t("back"), url: "/app/write-offs" };
  if (!history) {
    return (
      <Page title={t("unknown.title")} backAction={back}>
        <Nothing title={t("unknown.title")} body={t("unknown.body")} />
      </Page>
    );
  }
  return (
    <Page title={history.title} subtitle={t("subtitle")} backAction={back}>
      <BlockStack gap="400">
        <VariantsCard history={history} />
        <StockCheckCard door={`/app/products/${id}/stock-check`} />
        <LinesCard history={history} />
        <Box paddingBlockEnd="400">
          <AdminLink to={`shopify://admin/products/${id}`}>{t("inShopify")}</AdminLink>
        </Box>
      </BlockStack>
    </Page>
  );
}
