import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Banner, BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { Moment } from "#app/components/moment.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { type ReportLinkView, reportLinkPage } from "#app/queries/report-links.ts";
import { MakeDialog } from "./make-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return { page: await reportLinkPage(ctx), timeZone: ctx.shop.timeZone };
}

export default function Links() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { page, timeZone } = shown;
  const { t } = useTranslation("links");
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ReportLinkView | null>(null);
  const back = { content: t("back"), url: "/app/settings" };
  if (!page) {
    return (
      <Page title={t("title")} backAction={back}>
        <Banner tone="info" title={t("may.title")}>
          <Text as="p">{t("may.body")}</Text>
        </Banner>
      </Page>
    );
  }
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={back}
      primaryAction={{ content: t("make.action"), onAction: () => setMaking(true) }}
    >
      <Card padding="0">
        <Box padding="400">
          <Text as="h2" variant="headingMd">
            {t("list")}
          </Text>
          {page.links.length === 0 ? (
            <Text as="p" tone="subdued">
              {t("none")}
            </Text>
          ) : null}
        </Box>
        <ul className="lossbook-list">
          {page.links.map((link) => (
            <li key={link.id}>
              <LinkRow link={link} timeZone={timeZone} onRevoke={() => setEnding(link)} />
            </li>
          ))}
        </ul>
      </Card>
      {making ? <MakeDialog page={page} onClose={() => setMaking(false)} /> : null}
      {ending ? <RevokeDialog link={ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  );
}

const TONES = { working: "success", expired: "warning", "used-up": "info", revoked: undefined } as const;

type RowProps = { link: ReportLinkView; timeZone: string; onRevoke(): void };

function LinkRow({ link, timeZone, onRevoke }: RowProps) {
  const { t } = useTranslation("links");
  const items = link.items.join(", ");
  const more = link.itemCount - link.items.length;
  const reach = link.vendor
    ? t("ofVendor", { vendor: link.vendor })
    : more > 0
      ? t("itemsMore", { items, count: more })
      : t("items", { items });
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <span className="lossbook-wrap">
          <BlockStack gap="100">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h3" variant="headingSm" breakWord>
                {link.label}
              </Text>
              <Badge tone={TONES[link.state]}>{t(`state.${link.state}`)}</Badge>
            </InlineStack>
            <Text as="p">{[reach, link.locationName].join(" · ")}</Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {t("uses", { uses: link.uses, most: link.usesMax })}
              {" · "}
              {t("until")} <Moment at={link.expiresAt} timeZone={timeZone} />
              {link.madeBy ? ` · ${t("madeBy", { name: link.madeBy })}` : null}
            </Text>
          </BlockStack>
        </span>
        {link.state === "working" ? (
          <Button
            tone="critical"
            accessibilityLabel={t("revokeOne", { label: link.label })}
            onClick={onRevoke}
          >
            {t("revoke")}
          </Button>
        ) : null}
      </InlineStack>
    </Box>
  );
}
