import { Link } from "@remix-run/react";
import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { Moment } from "#app/components/moment.tsx";
import { PickList } from "#app/components/pick-list.tsx";
import { RequestBadge } from "#app/components/request-badge.tsx";
import { useKeys } from "#app/components/use-keys.ts";
import { useSecondWords } from "#app/components/use-second-words.ts";
import type { RequestList, RequestRow } from "#app/queries/request-list.ts";
import { useRowWords } from "./use-row-words.ts";

type Props = { list: RequestList; timeZone: string; onApprove(rows: RequestRow[]): void };

/** One column at every width: what, who, since when, and why a second person; J and K walk along. */
export function RequestRows({ list, timeZone, onApprove }: Props) {
  const { t: bulk } = useTranslation("bulk");
  const nameOf = useRowWords();
  const box = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const walk = (step: 1 | -1) => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) });
  const rows = list.requests.filter(({ id }) => picked.includes(id));
  return (
    <div ref={box}>
      {list.tab === "waiting" && list.mayDecide ? (
        <PickList
          rows={list.requests}
          nameOf={nameOf}
          chosen={rows.map(({ id }) => id)}
          onChange={setPicked}
          action={{
            content: rows.length > 0 ? bulk("approve.action", { count: rows.length }) : bulk("approve.none"),
            onAction: () => onApprove(rows),
          }}
        >
          {(row) => <Row row={row} timeZone={timeZone} />}
        </PickList>
      ) : (
        <ul className="lossbook-list">
          {list.requests.map((row) => (
            <li key={row.id}>
              <Row row={row} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ row, timeZone }: { row: RequestRow; timeZone: string }) {
  const { t } = useTranslation("requests");
  const words = useSecondWords();
  const { t: bulk } = useTranslation("bulk");
  const what = row.lineCount > 1 ? t("andMore", { title: row.title, count: row.lineCount - 1 }) : row.title;
  const name = row.requester || t("someone");
  const who = row.linkLabel ? t("byLink", { name, label: row.linkLabel }) : name;
  return (
    <Link to={`/app/requests/${row.id}`} className="lossbook-row-link">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <span className="lossbook-wrap">
            <Text as="span" fontWeight="semibold">
              {row.kind === "reversal" ? t("undoing", { title: what }) : what}
            </Text>
          </span>
          <InlineStack gap="100" wrap={false}>
            {row.hasTrouble && row.state === "waiting" ? (
              <Badge tone="critical">{t("troubled")}</Badge>
            ) : null}
            <RequestBadge state={row.state} />
          </InlineStack>
        </InlineStack>
        <Text as="span" tone="subdued" variant="bodySm">
          {[who, row.locationName ?? t("several")].join(" · ")}
          {" · "}
          <Moment at={row.waitingSince} timeZone={timeZone} />
        </Text>
        <span className="lossbook-wrap">
          <Text as="span" variant="bodySm">
            {row.reasons.map(words).join(" ")}
          </Text>
        </span>
        <InlineStack align="space-between">
          <Text as="span">
            {[
              t("units", { count: row.units }),
              ...(row.evidence.length > 0 ? [bulk("photos", { count: row.evidence.length })] : []),
            ].join(" · ")}
          </Text>
          {row.value ? <Amount money={row.value} /> : null}
        </InlineStack>
      </BlockStack>
    </Link>
  );
}
