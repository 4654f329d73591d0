import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, InlineGrid, Page, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { contextOfRequest } from "#app/context.server.ts";
import type { Way } from "#app/domain/book/resolution.ts";
import { type DeliveryPage, deliveryPage } from "#app/queries/delivery-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { AttemptsCard } from "./attempts-card.tsx";
import { BookSide } from "./book-side.tsx";
import { DatesCard } from "./dates-card.tsx";
import { OurSide } from "./our-side.tsx";
import { type AskedWay, ResolveDialog } from "./resolve-dialog.tsx";
import { ShelfSide } from "./shelf-side.tsx";
import { TroubleBanner } from "./trouble-banner.tsx";
import { useFollowDelivery } from "./use-follow-delivery.ts";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  // All of a delivery is amounts: who may not see cost gets none of it.
  if (!(await seesCost(ctx, { ask: true }))) return data({ page: null, mayNot: true });
  const page = await deliveryPage(ctx, params.id ?? "");
  return data({ page, mayNot: false }, { status: page ? 200 : 404 });
}

export default function Delivery() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("deliveries");
  if (shown.page) return <Shown key={shown.page.delivery.id} page={shown.page} />;
  if (shown.mayNot) {
    return (
      <Page title={t("one")} backAction={{ content: t("books"), url: "/app/books" }}>
        <Banner tone="info" title={t("mayNot.title")}>
          <Text as="p">{t("mayNot.body")}</Text>
        </Banner>
      </Page>
    );
  }
  const toBooks = { content: t("unknown.action"), url: "/app/books" };
  return (
    <Page title={t("unknown.title")}>
      <Card>
        <Nothing title={t("unknown.title")} body={t("unknown.body")} action={toBooks} />
      </Card>
    </Page>
  );
}

function Shown({ page }: { page: DeliveryPage }) {
  const { t } = useTranslation("deliveries");
  const { delivery, book, entries, changes, attempts, timeZone } = page;
  // Not in the banner, which is gone once the way is taken: the dialog has still to say that it is done.
  const [way, setWay] = useState<AskedWay | null>(null);
  const close = useCallback(() => setWay(null), []);
  const shopify = useAppBridge();
  const look = useAct(useCallback(() => shopify.toast.show(t("way.look-again.done")), [shopify, t]));
  const choose = (chosen: Way) =>
    chosen === "look-again"
      ? look.send(`/app/deliveries/${delivery.id}/resolution`, { way: chosen })
      : setWay(chosen);
  useFollowDelivery(delivery.state, !book.isPaused && book.state === "connected");
  return (
    <Page
      fullWidth
      title={delivery.reference}
      titleMetadata={<DeliveryBadge state={delivery.state} drift={delivery.drift} />}
      subtitle={t("subtitle", { vendor: book.vendor, organisation: book.organisationName })}
      backAction={{ content: t("back"), url: `/app/books/${book.id}/deliveries` }}
      primaryAction={
        delivery.address ? (
          <Button url={delivery.address} external>
            {t("open", { vendor: book.vendor })}
          </Button>
        ) : undefined
      }
    >
      <BlockStack gap="400">
        {look.refusal ? <RefusalBanner refusal={look.refusal} title={t("refused")} /> : null}
        <TroubleBanner page={page} busy={look.busy} onChoose={choose} />
        <DatesCard delivery={delivery} timeZone={timeZone} />
        <InlineGrid columns={{ xs: 1, lg: 3 }} gap="400" alignItems="start">
          <OurSide delivery={delivery} entries={entries} />
          <ShelfSide changes={changes} isTest={delivery.scope === "test"} />
          <BookSide delivery={delivery} book={book} />
        </InlineGrid>
        <AttemptsCard attempts={attempts} timeZone={timeZone} />
      </BlockStack>
      {way ? <ResolveDialog page={page} way={way} onClose={close} /> : null}
    </Page>
  );
}
