import { Badge, BlockStack, Box, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fullNameOf, ItemName } from "#app/components/item-name.tsx";
import { Moment } from "#app/components/moment.tsx";
import { useFormat } from "#app/components/use-format.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { FlaggedLine } from "#app/queries/flagged-list.ts";

type Props = {
  line: FlaggedLine;
  timeZone: string;
  chosen: boolean;
  mayAct: boolean;
  onChoose(chosen: boolean): void;
};

export function FlaggedRow({ line, timeZone, chosen, mayAct, onChoose }: Props) {
  const { t } = useTranslation("flagged");
  const { t: word } = useTranslation("words");
  const own = useOwnWords();
  const format = useFormat(timeZone);
  const units = t("units", { count: line.quantity, shown: format.number(line.quantity) });
  return (
    <Box padding="300">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <div className="lossbook-tap">
          <Checkbox
            label={t("choose", { item: fullNameOf(line), location: line.locationName })}
            labelHidden
            checked={chosen}
            disabled={!mayAct}
            onChange={onChoose}
          />
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: for a thumb; the box beside it has the keys */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box beside it has the keys */}
        <div className="lossbook-grow" onClick={() => mayAct && onChoose(!chosen)}>
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              <ItemName item={line} />
              <BlockStack inlineAlign="end">
                <Text as="span" fontWeight="semibold">
                  {units}
                </Text>
                {line.available === null ? null : (
                  <Text as="span" tone="subdued" variant="bodySm">
                    {t("available", { count: line.available, shown: format.number(line.available) })}
                  </Text>
                )}
              </BlockStack>
            </InlineStack>
            <InlineStack gap="200" blockAlign="center">
              <Badge>{own.reason(line.reasonLabel)}</Badge>
              {line.salvage ? <Badge tone="info">{word(`salvage.${line.salvage}`)}</Badge> : null}
              <Text as="span">{line.locationName}</Text>
            </InlineStack>
            {line.note ? <Text as="p">{line.note}</Text> : null}
            <Text as="span" tone="subdued" variant="bodySm">
              {t("by", { name: line.flaggedBy })} · <Moment at={line.flaggedAt} timeZone={timeZone} />
            </Text>
          </BlockStack>
        </div>
      </InlineStack>
    </Box>
  );
}
