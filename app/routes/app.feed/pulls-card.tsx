import { Badge, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { Pages } from "#app/components/pages.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { FeedPage, PullView } from "#app/queries/feed-page.ts";

const TONES = { whole: "success", "broken-off": "warning", "under-way": "info" } as const;

export function PullsCard({ page, timeZone }: { page: FeedPage; timeZone: string }) {
  const { t } = useTranslation("feed");
  const columns = ["who", "what", "when", "rows", "size", "state"] as const;
  const isNumber = (column: string) => column === "rows" || column === "size";
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("pulls.title")}
        </Text>
      </Box>
      {page.pulls.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("pulls.none")}
          </Text>
        </Box>
      ) : (
        <div className="lossbook-table-frame">
          <table className="lossbook-table">
            <caption>{t("pulls.title")}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className={isNumber(column) ? "lossbook-end" : undefined}>
                    {t(`pulls.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.pulls.map((pull) => (
                <Pull key={pull.id} pull={pull} timeZone={timeZone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages next={page.next} previous={page.previous} />
    </Card>
  );
}

function Pull({ pull, timeZone }: { pull: PullView; timeZone: string }) {
  const { t, i18n } = useTranslation("feed");
  const format = useFormat(timeZone);
  const who = pull.who || t("pulls.someone");
  const size = (bytes: number) =>
    new Intl.NumberFormat(i18n.language, {
      style: "unit",
      unit: bytes < 1_000_000 ? "kilobyte" : "megabyte",
      maximumFractionDigits: 1,
    }).format(bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000));
  const [from, to] = [pull.from, pull.to].map((day) => (day ? format.day(day) : null));
  const span = from && to ? "span" : from ? "since" : "through";
  return (
    <tr>
      <th scope="row">
        {pull.byPerson ? t("pulls.person", { name: who }) : who}
        {pull.agent ? (
          <Text as="span" tone="subdued">
            {" "}
            {pull.agent}
          </Text>
        ) : null}
      </th>
      <td>
        {t(`resource.${pull.resource}`)}, {pull.format.toUpperCase()}
        {from || to ? `, ${t(`pulls.${span}`, { from, to })}` : ""}
      </td>
      <td>
        <Moment at={pull.startedAt} timeZone={timeZone} />
      </td>
      <td className="lossbook-end">{pull.rows === null ? "" : format.number(Number(pull.rows))}</td>
      <td className="lossbook-end">{pull.bytes === null ? "" : size(Number(pull.bytes))}</td>
      <td>
        <Badge tone={TONES[pull.state]}>{t(`pull.${pull.state}`)}</Badge>
      </td>
    </tr>
  );
}
