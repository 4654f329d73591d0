import { useNavigation, useSearchParams } from "@remix-run/react";
import { IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFilterChange } from "#app/components/use-filter-change.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import type { FilterChoices } from "#app/queries/filter-choices.ts";
import { isNarrowed, type WriteOffFilter } from "#app/queries/write-off-filter.ts";
import { CHOSEN, useFilterFields } from "./filter-fields.tsx";
import { useApplied } from "./use-applied.ts";
import type { View, Views } from "./use-views.ts";
import { ViewDialog } from "./view-dialog.tsx";

type Props = {
  filter: WriteOffFilter;
  choices: FilterChoices;
  views: Views;
  costHidden: boolean;
  /** What is shown are no documents: nothing is searched, narrowed or sorted. */
  isOther: boolean;
  onColumns(): void;
};

const RANGES = ["attention", "item", "from", "to", "bookedFrom", "bookedTo", "valueFrom", "valueTo"];
const NONE = Object.fromEntries([...CHOSEN, ...RANGES].map((name) => [name, undefined]));

/** The index pattern of the admin: views as tabs, search, filters, order. All of it stands in the address. */
export function ListFilters({ filter, choices, views, costHidden, isOther, onColumns }: Props) {
  const { t } = useTranslation("write-offs");
  const change = useFilterChange();
  const [, setParams] = useSearchParams();
  const open = (query: string) => setParams(new URLSearchParams(query), { preventScrollReset: true });
  const [editing, setEditing] = useState<View | null>(null);
  // Whoever is sent an address with filters sees them.
  const { mode, setMode } = useSetIndexFiltersMode(
    isNarrowed(filter) && views.changed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const loading = useNavigation().state === "loading";
  const search = useSearchWords(filter.q ?? "", (q) => change({ q }));
  const filters = useFilterFields({ filter, choices, costHidden, change });
  const applied = useApplied(filter, choices, change);
  const sorts = (["number", "event", "value", "units"] as const).filter(
    (sort) => sort !== "value" || !costHidden,
  );
  const { selected } = views;
  return (
    <>
      <IndexFilters
        mode={mode}
        setMode={setMode}
        loading={loading}
        tabs={views.all.map((view) => ({
          id: view.id,
          content: view.name,
          isLocked: view.isLocked,
          ...(view.isLocked ? {} : { actions: actionsOf(view) }),
        }))}
        selected={views.all.indexOf(selected)}
        onSelect={(index) => {
          const view = views.all[index];
          if (view) open(view.query);
          setMode(IndexFiltersMode.Default);
        }}
        canCreateNewView={views.maySave}
        onCreateNewView={(name) => views.save({ name, query: "", shared: false })}
        hideFilters={isOther}
        hideQueryField={isOther}
        sortOptions={(isOther ? [] : sorts).flatMap((sort) => [
          {
            label: t(`sort.${sort}`),
            value: `${sort} desc` as const,
            directionLabel: t(`sort.down.${sort}`),
          },
          { label: t(`sort.${sort}`), value: `${sort} asc` as const, directionLabel: t(`sort.up.${sort}`) },
        ])}
        sortSelected={[`${filter.sort ?? "number"} ${filter.order === "up" ? "asc" : "desc"}`]}
        onSort={([chosen = ""]) => {
          const [sort, direction] = chosen.split(" ");
          change({
            sort: sort === "number" ? undefined : sort,
            order: direction === "asc" ? "up" : undefined,
          });
        }}
        showEditColumnsButton={false}
        queryValue={search.words}
        queryPlaceholder={t("search")}
        onQueryChange={search.type}
        onQueryClear={() => search.type("")}
        cancelAction={{ onAction: () => open(selected.query) }}
        {...(views.maySave
          ? {
              primaryAction: selected.isLocked
                ? { type: "save-as" as const, onAction: saveAs, disabled: !views.changed }
                : { type: "save" as const, onAction: saveChanged, disabled: !views.changed },
            }
          : {})}
        filters={filters}
        appliedFilters={applied}
        onClearAll={() => change(NONE)}
      />
      {editing ? <ViewDialog view={editing} views={views} onClose={() => setEditing(null)} /> : null}
    </>
  );

  function saveAs(name: string): Promise<boolean> {
    return views.save({ name, query: views.query, shared: false });
  }

  function saveChanged(): Promise<boolean> {
    return views.save({ ...selected, query: views.query });
  }

  function actionsOf(view: View) {
    return [
      {
        type: "rename" as const,
        onPrimaryAction: (name: string) => views.save({ ...view, name }),
      },
      { type: "edit" as const, onAction: () => setEditing(view) },
      { type: "edit-columns" as const, onAction: onColumns },
      {
        type: "duplicate" as const,
        onPrimaryAction: (name: string) => views.save({ name, query: view.query, shared: false }),
      },
      { type: "delete" as const, onPrimaryAction: async () => views.remove(view.id) },
    ];
  }
}
