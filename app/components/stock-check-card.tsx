import { Badge, BlockStack, Box, Button, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CheckedPlace, StockCheck } from "#app/use-cases/stock-check/check-stock.ts";
import { historyAddress } from "./admin-address.ts";
import { AdminLink } from "./admin-link.tsx";
import { Moment } from "./moment.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { useAct } from "./use-act.ts";
import { useFormat } from "./use-format.ts";
import { usePlaceName } from "./use-place-name.ts";

const TONES = {
  same: "success",
  open: "attention",
  "moved-told": "info",
  "moved-untold": "info",
  "moved-unheard": "info",
  unexplained: "warning",
  gone: "attention",
} as const;

/** Our last word on each place beside what Shopify says now, and why they are what they are. */
export function StockCheckCard({ door }: { door: string }) {
  const { t } = useTranslation("stock-check");
  const [check, setCheck] = useState<StockCheck | null>(null);
  const act = useAct<StockCheck>(useCallback((value) => setCheck(value), []));
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("body")}
          </Text>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notRead")} /> : null}
          <InlineStack gap="300" blockAlign="center">
            <Button loading={act.busy} onClick={() => act.send(door, {})}>
              {t(check ? "again" : "action")}
            </Button>
            <div role="status">
              {check ? (
                <Text as="span" tone="subdued" variant="bodySm">
                  {t("asOf")} <Moment at={check.checkedAt} timeZone={check.timeZone} />
                </Text>
              ) : null}
            </div>
          </InlineStack>
        </BlockStack>
      </Box>
      {check?.places.map((place) => (
        <Box
          key={`${place.itemId} ${place.locationId} ${place.takenFrom}`}
          padding="400"
          borderBlockStartWidth="025"
          borderColor="border"
        >
          <PlaceRow place={place} timeZone={check.timeZone} />
        </Box>
      ))}
    </Card>
  );
}

function PlaceRow({ place, timeZone }: { place: CheckedPlace; timeZone: string }) {
  const { t } = useTranslation("stock-check");
  const placeName = usePlaceName();
  const { title, variantTitle, verdict, document, ours, told, now } = place;
  const moved = ours && now ? now.quantity - ours.quantity : 0;
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {[variantTitle || title, placeName(place)].join(" · ")}
        </Text>
        <Badge tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Badge>
      </InlineStack>
      <InlineGrid columns={3} gap="200">
        <Said label={t("ours")} said={ours} timeZone={timeZone}>
          {document ? <Link url={`/app/write-offs/${document.id}`}>{document.number}</Link> : null}
        </Said>
        <Said label={t("told")} said={told} timeZone={timeZone} />
        <Said label={t("now")} said={now} timeZone={timeZone} />
      </InlineGrid>
      <Text as="p">
        {t(`why.${verdict}${moved > 0 && verdict.startsWith("moved") ? "-up" : ""}`, {
          count: Math.abs(moved),
        })}
      </Text>
      {verdict === "same" ? null : (
        <InlineStack>
          <AdminLink to={historyAddress(place)}>{t("history")}</AdminLink>
        </InlineStack>
      )}
    </BlockStack>
  );
}

type SaidProps = {
  label: string;
  said: { quantity: number; at: string } | null;
  timeZone: string;
  children?: ReactNode;
};

function Said({ label, said, timeZone, children }: SaidProps) {
  const format = useFormat(timeZone);
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued" variant="bodySm">
        {label}
      </Text>
      <Text as="span" variant="headingMd" numeric>
        {said ? format.number(said.quantity) : "–"}
      </Text>
      {said ? (
        <Text as="span" tone="subdued" variant="bodySm">
          <Moment at={said.at} timeZone={timeZone} />
        </Text>
      ) : null}
      {children}
    </BlockStack>
  );
}
