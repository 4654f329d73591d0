import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PhotoField } from "./photo-field.tsx";

type Props = ComponentProps<typeof PhotoField> & {
  /** What is said while there is nothing; otherwise the usual words. */
  none?: string;
  /** What else can be done with it. */
  children?: ReactNode;
};

/** The card of what shows that it was so. */
export function EvidenceSection({ none, children, ...field }: Props) {
  const { t } = useTranslation("evidence");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("title")}
        </Text>
        {field.kept.length === 0 ? (
          <Text as="p" tone="subdued">
            {none ?? t("none")}
          </Text>
        ) : null}
        <PhotoField {...field} />
        {children}
      </BlockStack>
    </Card>
  );
}
