import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf, ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { levelOf } from "./draft.ts";
import { LineFields, type LineProps } from "./line-fields.tsx";

type Props = LineProps & {
  foldable: boolean;
  open: boolean;
  turn(key: string, open: boolean): void;
};

/**
 * Of hundreds of lines only what changed is drawn again, or no key would be as quick as the finger. Fields
 * are called the same in every line: the group says whose they are.
 */
export const LineRow = memo(function LineRow({ foldable, open, turn, ...props }: Props) {
  const { t } = useTranslation("new");
  const { line, planned, form, reasonForAll, change } = props;
  const item = fullNameOf(line.variant);
  const reason = form.reasons.find(({ id }) => id === (line.reasonId || reasonForAll));
  return (
    <Box padding="400">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
          <ItemName item={line.variant} />
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            {planned ? (
              <Text as="span" fontWeight="semibold">
                <LevelChange before={planned.before} after={planned.after} />
              </Text>
            ) : null}
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t("line.remove", { item })}
              onClick={() => change({ kind: "remove", keys: [line.key] })}
            />
          </InlineStack>
        </InlineStack>
        {foldable ? (
          <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
            <span className="lossbook-wrap">
              <Text as="span" tone="subdued">
                {t("line.folded", {
                  quantity: line.quantity,
                  location: levelOf(line)?.locationName ?? "",
                  reason: reason?.label ?? t("line.noReason"),
                })}
              </Text>
            </span>
            <Button
              variant="tertiary"
              ariaExpanded={open}
              accessibilityLabel={t(open ? "line.closeOf" : "line.openOf", { item })}
              onClick={() => turn(line.key, !open)}
            >
              {t(open ? "line.close" : "line.open")}
            </Button>
          </InlineStack>
        ) : null}
        {open ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame
          <div role="group" aria-label={item} onFocus={foldable ? () => turn(line.key, true) : undefined}>
            <BlockStack gap="300">
              <LineFields {...props} />
            </BlockStack>
          </div>
        ) : null}
      </BlockStack>
    </Box>
  );
});
