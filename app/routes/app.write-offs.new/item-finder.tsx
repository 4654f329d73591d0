import { BlockStack, Card, Icon, Text, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "#app/components/item-name.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import type { VariantView } from "#app/queries/found-variant.ts";
import { FoundItem } from "./found-item.tsx";
import { useItemSearch } from "./use-item-search.ts";

/** Type or scan. Enter takes the first hit, or the one the arrow keys have reached, and never submits. */
export function ItemFinder({ onFound }: { onFound(variant: VariantView): void }) {
  const { t } = useTranslation("new");
  const search = useItemSearch();
  const [pointed, setPointed] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const id = useId();
  const { hits, words } = search;
  const open = hits !== null && hits.length > 0;
  const optionId = (index: number) => `${id}-option-${index}`;

  // Not by the attribute: a browser refuses that to a page inside the admin's frame, and says so loudly.
  useEffect(() => document.getElementById(`${id}-field`)?.focus(), [id]);

  function type(text: string) {
    search.type(text);
    setPointed(null);
    setSaid("");
  }

  function take(variant: VariantView | undefined) {
    if (!variant || variant.refusal) {
      setSaid(variant ? t("finder.cannot", { item: fullNameOf(variant) }) : "");
      return;
    }
    onFound(variant);
    type("");
    setSaid(t("finder.added", { item: fullNameOf(variant) }));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) return;
    const last = (hits?.length ?? 0) - 1;
    const steps: Record<string, () => void> = {
      Enter: () =>
        search.whenFound((found) =>
          take(pointed === null ? firstOf(found) : (found[pointed] ?? firstOf(found))),
        ),
      ArrowDown: () => open && setPointed((at) => (at === null || at >= last ? 0 : at + 1)),
      ArrowUp: () => open && setPointed((at) => (at === null || at <= 0 ? last : at - 1)),
      Escape: () => type(""),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  return (
    <Card>
      <BlockStack gap="200">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the field inside */}
        <div className="lossbook-finder" onKeyDown={onKeyDown}>
          <TextField
            id={`${id}-field`}
            role="combobox"
            label={t("finder.label")}
            placeholder={t("finder.placeholder")}
            prefix={<Icon source={SearchIcon} />}
            value={search.typed}
            onChange={type}
            autoComplete="off"
            maxLength={100}
            loading={search.busy}
            ariaAutocomplete="list"
            ariaExpanded={open}
            ariaControls={open ? `${id}-hits` : undefined}
            ariaActiveDescendant={open && pointed !== null ? optionId(pointed) : undefined}
          />
          {open ? (
            <div
              id={`${id}-hits`}
              role="listbox"
              aria-label={t("finder.results")}
              className="lossbook-options"
            >
              {hits.map((variant, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
                <div
                  key={variant.itemId}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === pointed}
                  aria-disabled={variant.refusal !== null}
                  className="lossbook-option"
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(variant)}
                >
                  <FoundItem variant={variant} />
                </div>
              ))}
            </div>
          ) : null}
        </div>
        {search.failure ? <RefusalBanner refusal={search.failure} title={t("finder.failed")} /> : null}
        <div role="status" aria-live="polite">
          <Text as="p" tone="subdued">
            {said || (hits?.length === 0 ? t("finder.none", { words }) : t("finder.help"))}
          </Text>
        </div>
      </BlockStack>
    </Card>
  );
}

function firstOf(hits: VariantView[]): VariantView | undefined {
  return hits.find((variant) => !variant.refusal) ?? hits[0];
}
