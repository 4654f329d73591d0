import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, Combobox, Icon, Listbox, Text } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#app/components/answered.ts";
import { fullNameOf } from "#app/components/item-name.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import type { VariantView } from "#app/queries/found-variant.ts";
import type { ItemSearch } from "#app/queries/item-search.ts";
import { FoundItem } from "./found-item.tsx";

const PAUSE_MS = 200;

/**
 * Type or scan. A scanner ends with Enter before any answer is there, so Enter waits for the answer to
 * exactly these words and takes its first hit; it never takes what was shown for the words before.
 */
export function ItemFinder({ onFound }: { onFound(variant: VariantView): void }) {
  const { t } = useTranslation("new");
  const fetcher = useFetcher<Answer<ItemSearch>>();
  const [typed, setTyped] = useState("");
  const [entered, setEntered] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const asked = useRef("");
  const fieldId = useId();
  const { load } = fetcher;
  const words = typed.trim();
  const answer = fetcher.data?.ok ? fetcher.data.value : null;
  const hits = words !== "" && answer?.words === words ? answer.variants : null;

  function ask(text: string) {
    if (asked.current === text || text === "") return;
    asked.current = text;
    load(`/app/write-offs/new/items?q=${encodeURIComponent(text)}`);
  }

  function take(variant: VariantView | undefined) {
    if (!variant || variant.refusal) {
      setSaid(variant ? t("finder.cannot", { item: fullNameOf(variant) }) : t("finder.none", { words }));
      return;
    }
    onFound(variant);
    setSaid(t("finder.added", { item: fullNameOf(variant) }));
    setTyped("");
    asked.current = "";
  }

  // Not by the attribute: a browser refuses that to a page inside the admin's frame, and says so loudly.
  useEffect(() => document.getElementById(fieldId)?.focus(), [fieldId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asks when the words rest, whoever else changed
  useEffect(() => {
    if (words === "") return;
    const timer = setTimeout(() => ask(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: takes once when the awaited answer has come
  useEffect(() => {
    if (entered === null || entered !== answer?.words) return;
    setEntered(null);
    take(answer.variants.find((variant) => !variant.refusal) ?? answer.variants[0]);
  }, [entered, answer]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (words === "" || hits) return;
    setEntered(words);
    ask(words);
  }

  return (
    <Card>
      <BlockStack gap="200">
        <div onKeyDownCapture={onKeyDown}>
          <Combobox
            activator={
              <Combobox.TextField
                label={t("finder.label")}
                placeholder={t("finder.placeholder")}
                prefix={<Icon source={SearchIcon} />}
                value={typed}
                onChange={(text) => {
                  setTyped(text);
                  setSaid("");
                }}
                autoComplete="off"
                id={fieldId}
                maxLength={100}
                loading={fetcher.state !== "idle"}
              />
            }
          >
            {hits && hits.length > 0 ? (
              <Listbox
                accessibilityLabel={t("finder.results")}
                onSelect={(id) => take(hits.find((one) => one.itemId === id))}
              >
                {hits.map((variant) => (
                  <Listbox.Option
                    key={variant.itemId}
                    value={variant.itemId}
                    accessibilityLabel={fullNameOf(variant)}
                    disabled={variant.refusal !== null}
                  >
                    <FoundItem variant={variant} />
                  </Listbox.Option>
                ))}
              </Listbox>
            ) : null}
          </Combobox>
        </div>
        {fetcher.data && !fetcher.data.ok ? (
          <RefusalBanner refusal={fetcher.data} title={t("finder.failed")} />
        ) : null}
        <div role="status" aria-live="polite">
          <Text as="p" tone="subdued">
            {said || (hits?.length === 0 ? t("finder.none", { words }) : t("finder.help"))}
          </Text>
        </div>
      </BlockStack>
    </Card>
  );
}
