import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { LevelChange } from "#app/components/level-change.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { ShelfChange } from "#app/queries/delivery-parts.ts";

/** What Shopify confirmed of the same documents, with the reference it stands under there. */
export function ShelfSide({ changes, isTest }: { changes: ShelfChange[]; isTest: boolean }) {
  const { t } = useTranslation("deliveries");
  const place = usePlaceName();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd={changes.length > 0 ? "100" : "400"}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("shelf.title")}
          </Text>
          {changes.length === 0 ? (
            <Text as="p" tone="subdued">
              {t(isTest ? "shelf.test" : "shelf.none")}
            </Text>
          ) : null}
        </BlockStack>
      </Box>
      <ul className="lossbook-list">
        {changes.map((change) => (
          <li key={`${change.document.id} ${change.title} ${change.reference} ${place(change)}`}>
            <Box padding="400">
              <BlockStack gap="050">
                <Text as="span" breakWord>
                  {t("shelf.units", { count: change.quantity, item: change.title })}
                </Text>
                <span>
                  {change.before === null || change.after === null ? null : (
                    <LevelChange before={change.before} after={change.after} />
                  )}{" "}
                  {place(change)}
                </span>
                <Text as="span" tone="subdued" variant="bodySm">
                  <Link url={`/app/write-offs/${change.document.id}`}>{change.document.number}</Link>{" "}
                  <span className="lossbook-wrap">{change.reference}</span>
                </Text>
              </BlockStack>
            </Box>
          </li>
        ))}
      </ul>
    </Card>
  );
}
