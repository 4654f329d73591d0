import { BlockStack, InlineStack, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { FirstRows } from "#app/components/first-rows.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { WriteOffLineView } from "#app/queries/write-off-view.ts";

/** Position of a line → how many of its units come back. */
export type Chosen = ReadonlyMap<number, number>;

type Props = { lines: WriteOffLineView[]; chosen: Chosen; onChange(chosen: Chosen): void };

export function ReversalLines({ lines, chosen, onChange }: Props) {
  const { t } = useTranslation("document");
  const place = usePlaceName();
  function choose(line: WriteOffLineView, typed: string) {
    const quantity = Math.min(Number(typed.replace(/[^0-9]/g, "") || 0), line.reversible);
    onChange(new Map(chosen).set(line.position, quantity));
  }
  return (
    <FirstRows rows={lines}>
      {(shown) => (
        <BlockStack gap="300">
          {shown.map((line) => (
            <InlineStack key={line.position} align="space-between" blockAlign="center" gap="300" wrap={false}>
              <span className="lossbook-wrap">
                <BlockStack>
                  <Text as="span" fontWeight="semibold">
                    {fullNameOf(line)}
                  </Text>
                  <Text as="span" tone="subdued">
                    {place(line)}
                  </Text>
                </BlockStack>
              </span>
              <div className="lossbook-quantity">
                <TextField
                  label={t("reverse.units", { item: fullNameOf(line) })}
                  labelHidden
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={line.reversible}
                  value={String(chosen.get(line.position) ?? 0)}
                  onChange={(typed) => choose(line, typed)}
                  suffix={t("reverse.of", { count: line.reversible })}
                  autoComplete="off"
                />
              </div>
            </InlineStack>
          ))}
        </BlockStack>
      )}
    </FirstRows>
  );
}
