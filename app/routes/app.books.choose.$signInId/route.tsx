import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useParams } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, ChoiceList, Page, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { NoCostPage } from "#app/components/no-cost-page.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { isUuid } from "#app/domain/ids.ts";
import { bookList } from "#app/queries/book-list.ts";
import { readSignInAnswer } from "#app/use-cases/book/sign-in.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";

/** Once it is used the sign-in is over, and the page is left. */
export const shouldRevalidate = () => false;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  if (!(await seesCost(ctx, { ask: true }))) return null;
  const signInId = params.signInId ?? "";
  const answer = isUuid(signInId) ? await readSignInAnswer(ctx, signInId) : null;
  const { offered, books } = await bookList(ctx);
  const isConnected = (organisationId: string) =>
    books.some(
      (book) =>
        book.kind === answer?.kind && book.organisationId === organisationId && book.state !== "disconnected",
    );
  return {
    vendor: offered.find(({ kind }) => kind === answer?.kind)?.name ?? "",
    organisations:
      answer?.organisations.map(({ remoteId, name }) => ({
        remoteId,
        name,
        isConnected: isConnected(remoteId),
      })) ?? null,
    shop: ctx.shop.name,
    currency: ctx.shop.currency,
  };
}

/** The vendor let us into one or more organisations; a person says which of them this shop's books are. */
export default function ChooseOrganisation() {
  const shown = useLoaderData<typeof loader>();
  const { t } = useTranslation("books");
  if (!shown) return <NoCostPage title={t("title")} />;
  const { organisations, ...rest } = shown;
  const back = { content: t("title"), url: "/app/books" };
  return (
    <Page title={t("choose.title")} backAction={back} narrowWidth>
      {organisations ? <Choice organisations={organisations} {...rest} /> : <Over />}
    </Page>
  );
}

function Over() {
  const { t } = useTranslation("books");
  return (
    <Banner
      tone="warning"
      title={t("choose.over")}
      action={{ content: t("choose.backToBooks"), url: "/app/books" }}
    >
      <Text as="p">{t("choose.overWhy")}</Text>
    </Banner>
  );
}

type Props = {
  organisations: { remoteId: string; name: string; isConnected: boolean }[];
  vendor: string;
  shop: string;
  currency: string;
};

function Choice({ organisations, vendor, shop, currency }: Props) {
  const { t } = useTranslation("books");
  const navigate = useNavigate();
  const { signInId } = useParams();
  const [chosen, setChosen] = useState(organisations.length === 1 ? (organisations[0]?.remoteId ?? "") : "");
  const act = useAct<{ bookId: string }>(
    useCallback(({ bookId }) => navigate(`/app/books/${bookId}`), [navigate]),
  );
  const connect = () => act.send(`/app/books/choose/${signInId}/connection`, { organisationId: chosen });
  const refusal = act.refusalOf({ organisationId: chosen });
  return (
    <Card>
      <BlockStack gap="400" inlineAlign="start">
        {refusal ? <RefusalBanner refusal={refusal} title={t("choose.notConnected")} /> : null}
        <Text as="p">{t("choose.ask", { vendor, shop, currency })}</Text>
        {organisations.length === 0 ? (
          <Text as="p">{t("choose.none", { vendor })}</Text>
        ) : (
          <ChoiceList
            title={t("choose.organisation")}
            choices={organisations.map(({ remoteId, name, isConnected }) => ({
              value: remoteId,
              label: name || remoteId,
              helpText: isConnected ? t("choose.connected") : undefined,
            }))}
            selected={[chosen]}
            onChange={([first = ""]) => setChosen(first)}
          />
        )}
        <Text as="p" tone="subdued">
          {t("choose.next")}
        </Text>
        <Button variant="primary" disabled={!chosen} loading={act.busy} onClick={connect}>
          {t("choose.action")}
        </Button>
      </BlockStack>
    </Card>
  );
}
