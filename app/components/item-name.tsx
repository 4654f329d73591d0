import { BlockStack, InlineStack, Text, Thumbnail } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";

type Item = { title: string; variantTitle: string; sku: string; imageUrl?: string | null };

/** The item as it was called when it was written off, whatever became of the product since. */
export function ItemName({ item, picture = true }: { item: Item; picture?: boolean }) {
  return (
    <InlineStack gap="300" wrap={false} align="start" blockAlign="center">
      {picture ? <Thumbnail size="small" alt="" source={item.imageUrl ?? ImageIcon} /> : null}
      <span className="lossbook-wrap">
        <BlockStack>
          <Text as="span" fontWeight="semibold">
            {item.title}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            {[variantOf(item), item.sku].filter(Boolean).join(" · ")}
          </Text>
        </BlockStack>
      </span>
    </InlineStack>
  );
}

/** Shopify's name for the only variant of a product says nothing to a person. */
export function variantOf({ variantTitle }: { variantTitle: string }): string {
  return variantTitle === "Default Title" ? "" : variantTitle;
}

export function fullNameOf(item: { title: string; variantTitle: string }): string {
  return [item.title, variantOf(item)].filter(Boolean).join(" – ");
}
