import { Box, Button, InlineStack } from "@shopify/polaris";

/** Below the filters of a list, as soon as one of them narrows it. */
export function FilterFoot({ label, onClear }: { label: string; onClear(): void }) {
  return (
    <Box paddingBlockStart="300">
      <InlineStack align="end">
        <Button variant="plain" onClick={onClear}>
          {label}
        </Button>
      </InlineStack>
    </Box>
  );
}
