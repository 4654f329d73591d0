import { Link, useFetcher } from "@remix-run/react";
import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { NewsView } from "#app/queries/news-list.ts";

/** Each is a link to where something can be done about it; following it is reading it. */
export function NewsItems({ news, timeZone }: { news: NewsView[]; timeZone: string }) {
  const reading = useFetcher();
  const read = ({ id, isRead }: NewsView) => {
    if (isRead) return;
    reading.submit(JSON.stringify({ id }), {
      method: "post",
      action: "/app/news/read",
      encType: "application/json",
    });
  };
  return (
    <ul className="lossbook-list">
      {news.map((one) => (
        <li key={one.id}>
          <Link to={one.url} className="lossbook-row-link" onClick={() => read(one)}>
            <NewsItem news={one} timeZone={timeZone} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NewsItem({ news, timeZone }: { news: NewsView; timeZone: string }) {
  const { t } = useTranslation("news");
  const { kind, number, reference, book, title, units, lineCount, place, words, by, isRead } = news;
  const told = kind === "delivery-failed" && !reference ? "book-signed-out" : kind;
  // The units are those of all lines, not of the first one.
  const goods =
    lineCount > 1
      ? [title, t("andMore", { count: lineCount - 1 }), t("units", { count: units })]
      : [t("what", { count: units, title })];
  const what = title ? [...goods, place].filter(Boolean).join(" · ") : null;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="span" fontWeight={isRead ? "regular" : "semibold"} breakWord>
          {t(`told.${told}`, { number, reference, book })}
        </Text>
        {isRead ? null : <Badge tone="info">{t("new")}</Badge>}
      </InlineStack>
      {what ? (
        <Text as="span" breakWord>
          {what}
        </Text>
      ) : null}
      {words ? (
        <Text as="span" breakWord>
          {t("words", { words })}
        </Text>
      ) : null}
      <Text as="span" tone="subdued" variant="bodySm">
        {by ? `${by} · ` : null}
        <Moment at={news.at} timeZone={timeZone} />
      </Text>
    </BlockStack>
  );
}
