import { useNavigation, useSearchParams } from "@remix-run/react";
import { ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import type { FilterChoices } from "#app/queries/filter-choices.ts";
import type { WriteOffFilter } from "#app/queries/write-off-filter.ts";
import { DateRange } from "./date-range.tsx";

const STATES = ["all", "working", "done", "partly-done", "refused"] as const;

type Props = { filter: WriteOffFilter; choices: FilterChoices };

/** Every filter stands in the address; the state is the tab, the rest is added as needed. */
export function ListFilters({ filter, choices }: Props) {
  const { t } = useTranslation("write-offs");
  const own = useOwnWords();
  const reasons = choices.reasons.map(({ id, label }) => ({ id, label: own.reason(label) }));
  const format = useFormat("UTC");
  // Whoever is sent an address with filters sees them.
  const narrowed = filter.q || filter.reason || filter.location || filter.kind || filter.from || filter.to;
  const { mode, setMode } = useSetIndexFiltersMode(
    narrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const [params, setParams] = useSearchParams();
  const loading = useNavigation().state === "loading";

  function change(changes: Record<string, string | undefined>) {
    const changed = new URLSearchParams(params);
    changed.delete("cursor");
    for (const [name, value] of Object.entries(changes)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed, { replace: true, preventScrollReset: true });
  }

  const search = useSearchWords(filter.q ?? "", (q) => change({ q }));
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={loading}
      tabs={STATES.map((state) => ({ id: state, content: t(`tab.${state}`), isLocked: true }))}
      selected={STATES.indexOf(filter.state ?? "all")}
      onSelect={(index) => change({ state: index === 0 ? undefined : STATES[index] })}
      canCreateNewView={false}
      queryValue={search.words}
      queryPlaceholder={t("search")}
      onQueryChange={search.type}
      onQueryClear={() => search.type("")}
      cancelAction={{ onAction: () => search.type("") }}
      filters={filtersOf()}
      appliedFilters={applied()}
      onClearAll={() =>
        change({ reason: undefined, location: undefined, kind: undefined, from: undefined, to: undefined })
      }
    />
  );

  function filtersOf() {
    return [
      choice("reason", reasons),
      choice(
        "location",
        choices.locations.map(({ id, name }) => ({ id, label: name })),
      ),
      choice("kind", [
        { id: "off", label: t("kind.off") },
        { id: "reversal", label: t("kind.reversal") },
      ]),
      {
        key: "date",
        label: t("filter.date"),
        filter: <DateRange from={filter.from} to={filter.to} onChange={change} />,
        shortcut: true,
      },
    ];
  }

  function choice(name: "reason" | "location" | "kind", all: { id: string; label: string }[]) {
    const value = filter[name];
    return {
      key: name,
      label: t(`filter.${name}`),
      shortcut: true,
      filter: (
        <ChoiceList
          title={t(`filter.${name}`)}
          titleHidden
          choices={all.map(({ id, label }) => ({ value: id, label }))}
          selected={value ? [value] : []}
          onChange={([chosen]) => change({ [name]: chosen })}
        />
      ),
    };
  }

  function applied() {
    const labels = {
      reason: reasons.find(({ id }) => id === filter.reason)?.label,
      location: choices.locations.find(({ id }) => id === filter.location)?.name,
      kind: filter.kind && t(`kind.${filter.kind}`),
    };
    const single = Object.entries(labels).flatMap(([name, label]) =>
      label
        ? [
            {
              key: name,
              label: t(`applied.${name}`, { label }),
              onRemove: () => change({ [name]: undefined }),
            },
          ]
        : [],
    );
    if (!filter.from && !filter.to) return single;
    const kind = filter.from && filter.to ? "between" : filter.from ? "from" : "to";
    const label = t(`applied.${kind}`, {
      from: filter.from && format.day(filter.from),
      to: filter.to && format.day(filter.to),
    });
    return [...single, { key: "date", label, onRemove: () => change({ from: undefined, to: undefined }) }];
  }
}
