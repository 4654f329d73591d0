import { day, many, money, t } from "../../shared/src/text.ts";
import type { Block, BlockDocument } from "./wire.ts";

export function Losses({ block: { productId, documents, lost, flagged } }: { block: Block }) {
  return (
    <s-stack direction="block" gap="small-200">
      {flagged > 0 && (
        <s-stack direction="inline" gap="small-200">
          <s-text>{many("flagged.text", flagged)}</s-text>
          <s-link href="app:app/flagged">{t("flagged.view")}</s-link>
        </s-stack>
      )}
      <s-stack direction="inline" gap="small-200">
        <s-text type="strong">{summaryOf(lost)}</s-text>
        {lost.units !== 0 && lost.value && (
          <s-text fontVariantNumeric="tabular-nums">{t("lost.value", { value: money(lost.value) })}</s-text>
        )}
      </s-stack>
      {documents.length > 0 && (
        <s-stack
          direction="block"
          gap="small-200"
          accessibilityRole="unordered-list"
          accessibilityLabel={t("documents")}
        >
          {documents.map((document) => (
            <Row key={document.id} document={document} />
          ))}
        </s-stack>
      )}
      {productId && <s-link href={`app:app/products/${productId.split("/").at(-1)}`}>{t("history")}</s-link>}
    </s-stack>
  );
}

/** Also beside the heading while the block is folded. */
export function summaryOf(lost: Block["lost"]): string {
  return lost.units === 0
    ? t("lost.none", { days: lost.days })
    : many("lost.units", lost.units, { days: lost.days });
}

function Row({ document }: { document: BlockDocument }) {
  const { id, number, kind, state, eventDate, units, reasonLabel } = document;
  return (
    <s-stack direction="inline" gap="small-200" alignItems="center" accessibilityRole="list-item">
      <s-link href={`app:app/write-offs/${id}`}>{number}</s-link>
      <s-badge tone={tones[state] ?? "neutral"}>{t(`state.${isState(state) ? state : "elsewhere"}`)}</s-badge>
      <s-text color="subdued">
        {t("row", {
          day: day(eventDate),
          what: many(`kind.${isKind(kind) ? kind : "off"}`, units),
          reason: reasonLabel,
        })}
      </s-text>
    </s-stack>
  );
}

/** Beside its word, never instead of it. */
const tones: Record<string, "success" | "info" | "warning" | "critical"> = {
  done: "success",
  working: "info",
  "partly-done": "warning",
  refused: "critical",
};

/** The app may learn new words before this block does. */
function isState(state: string): boolean {
  return state in tones;
}

function isKind(kind: string): boolean {
  return ["off", "found", "down", "up"].includes(kind);
}
