import { Link } from "@remix-run/react";
import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { AuditRow } from "#app/queries/audit-list.ts";

type Props = { events: AuditRow[]; timeZone: string; isNarrowed: boolean };

export function EventList({ events, timeZone, isNarrowed }: Props) {
  const { t } = useTranslation("audit");
  if (events.length === 0) {
    return (
      <Box padding="800">
        <Text as="p" tone="subdued" alignment="center">
          {t(isNarrowed ? "none.narrowed" : "none.yet")}
        </Text>
      </Box>
    );
  }
  return (
    <ul className="lossbook-list lossbook-trail">
      {events.map((event) => (
        <li key={event.id}>
          <Event event={event} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  );
}

function Event({ event, timeZone }: { event: AuditRow; timeZone: string }) {
  const { t } = useTranslation("audit");
  const place = usePlaceName();
  const { document, seal, places } = event;
  return (
    <details className="lossbook-recorded">
      <summary>
        <span className="lossbook-recorded-words">
          <Text as="span" fontWeight="medium">
            {t(`kind.${event.kind}`, { defaultValue: event.kind })}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            {event.person ?? t("byItself")} · <Moment at={event.at} timeZone={timeZone} />
          </Text>
        </span>
        {document ? <span className="lossbook-number">{document.number}</span> : null}
      </summary>
      <Box padding="400" background="bg-surface-secondary">
        <BlockStack gap="200">
          {document ? (
            <Link to={`/app/write-offs/${document.id}`} className="lossbook-number">
              {document.number}
            </Link>
          ) : null}
          {places.length > 0 ? (
            <Text as="p" variant="bodySm">
              {t("where", { places: places.map(place).join(" · ") })}
            </Text>
          ) : null}
          <Text as="p" variant="bodySm" tone="subdued">
            {t("sealedText")}
          </Text>
          <code className="lossbook-sealed">{event.text}</code>
          <InlineStack gap="100">
            <Text as="p" variant="bodySm">
              {seal ? t("sealed", { sequence: seal.sequence }) : t("unsealed")}
            </Text>
          </InlineStack>
          {seal ? <code className="lossbook-sealed">{seal.hash}</code> : null}
        </BlockStack>
      </Box>
    </details>
  );
}
