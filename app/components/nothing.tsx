import { BlockStack, Box, Button, Text } from "@shopify/polaris";

type Props = { title: string; body: string; action?: { content: string; url: string; primary?: boolean } };

/** An empty place says why it is empty and what to do. */
export function Nothing({ title, body, action }: Props) {
  return (
    <Box padding="800">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {title}
        </Text>
        <div className="lossbook-narrow">
          <Text as="p" tone="subdued" alignment="center">
            {body}
          </Text>
        </div>
        {action ? (
          <Button url={action.url} variant={action.primary ? "primary" : undefined}>
            {action.content}
          </Button>
        ) : null}
      </BlockStack>
    </Box>
  );
}
