import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import type { DocumentDelivery } from "#app/queries/document-deliveries.ts";

/** What reached which books; not shown to a shop that has none. */
export function InBooksCard({ deliveries }: { deliveries: DocumentDelivery[] }) {
  const { t } = useTranslation("deliveries");
  if (deliveries.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("document.title")}
        </Text>
        {deliveries.map(({ bookId, vendor, organisationName, delivery }) => (
          <BlockStack gap="100" key={`${bookId} ${delivery?.id}`}>
            <Text as="p" fontWeight="semibold" breakWord>
              {t("subtitle", { vendor, organisation: organisationName })}
            </Text>
            {delivery ? (
              <>
                <InlineStack gap="200" blockAlign="center">
                  <Link url={`/app/deliveries/${delivery.id}`}>{delivery.reference}</Link>
                  <DeliveryBadge state={delivery.state} drift={delivery.drift} />
                </InlineStack>
                {delivery.trouble ? <Text as="p">{t(`trouble.${delivery.trouble}.badge`)}</Text> : null}
                {delivery.address ? (
                  <Link url={delivery.address} external>
                    {t("open", { vendor })}
                  </Link>
                ) : null}
              </>
            ) : (
              <Text as="p" tone="subdued">
                {t("document.gathering")}
              </Text>
            )}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
