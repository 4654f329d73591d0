import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PhotoField } from "./photo-field.tsx";

type Props = ComponentProps<typeof PhotoField> & {
  /** What is said while there is nothing, or null for nothing; otherwise the usual words. */
  none?: string | null;
  /** What else can be done with it. */
  children?: ReactNode;
};

/** The card of what shows that it was so. */
export function EvidenceSection({ none: noneSaid, children, ...field }: Props) {
  const { t } = useTranslation("evidence");
  const none = noneSaid === undefined ? t("none") : noneSaid;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("title")}
        </Text>
        {none !== null && field.kept.length === 0 ? (
          <Text as="p" tone="subdued">
            {none}
          </Text>
        ) : null}
        <PhotoField {...field} />
        {children}
      </BlockStack>
    </Card>
  );
}
