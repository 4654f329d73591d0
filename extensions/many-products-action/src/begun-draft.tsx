import { ActionFrame } from "../../shared/src/action-frame.tsx";
import { count, many, t } from "../../shared/src/text.ts";
import type { Begun, DraftLine } from "./wire.ts";

/** What now stands in the form and what does not, before anybody goes there. */
export function BegunDraft({ begun: { draft, left }, place }: { begun: Begun; place: string }) {
  const products = byProduct(draft.lines);
  const shown = products.slice(0, shownMax);
  return (
    <ActionFrame
      link={{ label: t("open"), href: `app:app/write-offs/new?draft=${draft.id}`, isPrimary: true }}
      closeLabel={t("close")}
    >
      <s-banner heading={t("done.heading")} tone="success">
        {many("done.text", draft.lines.length, { place })}
      </s-banner>
      {left.length > 0 && (
        <s-banner heading={many("left.heading", left.length)} tone="warning">
          <s-stack direction="block" gap="small-200">
            <s-unordered-list>
              {[...new Set(left.map(({ refusal }) => refusal.message))].slice(0, shownMax).map((why) => (
                <s-list-item key={why}>{why}</s-list-item>
              ))}
            </s-unordered-list>
            {left.length > shownMax && <s-text>{many("more", left.length - shownMax)}</s-text>}
          </s-stack>
        </s-banner>
      )}
      <s-text type="strong">{t("lines")}</s-text>
      <s-unordered-list>
        {shown.map((lines) => (
          <s-list-item key={lines[0]?.itemId}>{wordsOf(lines)}</s-list-item>
        ))}
      </s-unordered-list>
      {products.length > shownMax && <s-text>{many("more", products.length - shownMax)}</s-text>}
    </ActionFrame>
  );
}

const shownMax = 12;
const variantsShown = 6;

function byProduct(lines: DraftLine[]): DraftLine[][] {
  const products = new Map<string, DraftLine[]>();
  for (const line of lines) {
    const key = line.productId ?? line.itemId;
    products.set(key, [...(products.get(key) ?? []), line]);
  }
  return [...products.values()];
}

/** A product with several variants names them: all of them are in the form. */
function wordsOf(lines: DraftLine[]): string {
  const [first] = lines;
  if (!first) return "";
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (lines.length === 1 && first.variantTitle === "") {
    return t("product.plain", { title: first.title, quantity: count(quantity) });
  }
  const names = lines.slice(0, variantsShown).map((line) => line.variantTitle);
  const facts = { title: first.title, quantity: count(quantity), variants: names.join(", ") };
  if (lines.length <= variantsShown) return t("product.variants", facts);
  return t("product.manyVariants", { ...facts, rest: count(lines.length - variantsShown) });
}
