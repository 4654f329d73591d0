import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Tag, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#app/components/answered.ts";
import { fullNameOf } from "#app/components/item-name.tsx";
import { limits } from "#app/domain/limits.ts";
import type { ItemSearch } from "#app/queries/item-search.ts";

export type Chosen = { itemId: string; name: string };

const PAUSE_MS = 200;
const HITS_SHOWN = 5;

export function ItemPicker({ items, onChange }: { items: Chosen[]; onChange(items: Chosen[]): void }) {
  const { t } = useTranslation("links");
  const { load, data, state } = useFetcher<Answer<ItemSearch>>();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  useEffect(() => {
    if (words === "") return;
    const timer = setTimeout(
      () => load(`/app/write-offs/new/items?q=${encodeURIComponent(words)}`),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [words, load]);
  const found = data?.ok && words !== "" && data.value.words === words ? data.value.variants : [];
  const hits = found.filter(({ itemId }) => !items.some((one) => one.itemId === itemId)).slice(0, HITS_SHOWN);
  const isFull = items.length >= limits.linkItemsMax;
  return (
    <BlockStack gap="200">
      <TextField
        label={t("make.search")}
        value={typed}
        onChange={setTyped}
        loading={state !== "idle"}
        disabled={isFull}
        autoComplete="off"
      />
      {hits.map((variant) => {
        const name = fullNameOf(variant);
        const shown = [name, variant.sku].filter(Boolean).join(" · ");
        return (
          <Button
            key={variant.itemId}
            textAlign="left"
            fullWidth
            accessibilityLabel={t("make.add", { item: shown })}
            onClick={() => {
              onChange([...items, { itemId: variant.itemId, name }]);
              setTyped("");
            }}
          >
            {shown}
          </Button>
        );
      })}
      <InlineStack gap="200">
        {items.map((one) => (
          <Tag
            key={one.itemId}
            accessibilityLabel={t("make.remove", { item: one.name })}
            onRemove={() => onChange(items.filter(({ itemId }) => itemId !== one.itemId))}
          >
            {one.name}
          </Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
