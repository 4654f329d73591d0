import { useNavigation } from "@remix-run/react";
import { ChoiceList, Filters } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFilterChange } from "#app/components/use-filter-change.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import type { FlaggedFilter, FlaggedList } from "#app/queries/flagged-list.ts";

type Name = "reason" | "location" | "type" | "vendor";
const NAMES: Name[] = ["reason", "location", "type", "vendor"];

export function FlaggedFilters({
  filter,
  choices,
}: {
  filter: FlaggedFilter;
  choices: FlaggedList["choices"];
}) {
  const { t } = useTranslation("flagged");
  const own = useOwnWords();
  const change = useFilterChange();
  const loading = useNavigation().state === "loading";
  const all: Record<Name, { value: string; label: string }[]> = {
    reason: choices.reasons.map(({ id, label }) => ({ value: id, label: own.reason(label) })),
    location: choices.locations.map(({ id, label }) => ({ value: id, label })),
    type: choices.types.map((value) => ({ value, label: value })),
    vendor: choices.vendors.map((value) => ({ value, label: value })),
  };

  const search = useSearchWords(filter.q ?? "", (q) => change({ q }));
  const shown = NAMES.filter((name) => all[name].length > 0 || filter[name]);
  return (
    <Filters
      loading={loading}
      queryValue={search.words}
      queryPlaceholder={t("search")}
      onQueryChange={search.type}
      onQueryClear={() => search.type("")}
      filters={shown.map((name) => ({
        key: name,
        label: t(`filter.${name}`),
        pinned: true,
        filter: (
          <ChoiceList
            title={t(`filter.${name}`)}
            titleHidden
            choices={all[name]}
            selected={filter[name] ? [filter[name]] : []}
            onChange={([value]) => change({ [name]: value })}
          />
        ),
      }))}
      appliedFilters={NAMES.flatMap((name) => {
        const value = filter[name];
        if (!value) return [];
        const label = all[name].find((choice) => choice.value === value)?.label ?? value;
        return [
          {
            key: name,
            label: t(`applied.${name}`, { label }),
            onRemove: () => change({ [name]: undefined }),
          },
        ];
      })}
      onClearAll={() =>
        change({ reason: undefined, location: undefined, type: undefined, vendor: undefined })
      }
    />
  );
}
