import { ChoiceList, FormLayout, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Changes } from "#app/components/use-filter-change.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import { FAMILIES } from "#app/domain/reason/reason.ts";
import type { FilterChoices } from "#app/queries/filter-choices.ts";
import { KINDS_SHOWN, STATES_SHOWN, type WriteOffFilter } from "#app/queries/write-off-filter.ts";
import { DateRange } from "./date-range.tsx";

type Choice = { id: string; label: string };
type Props = {
  filter: WriteOffFilter;
  choices: FilterChoices;
  costHidden: boolean;
  change(changes: Changes): void;
};

export const CHOSEN = [
  ...["state", "reason", "family", "location", "kind", "person", "vendor", "type", "incident"],
] as (keyof WriteOffFilter)[];

/** What can be chosen for each filter, in the reader's words. */
export function useFilterChoices(choices: FilterChoices): Record<string, Choice[]> {
  const { t } = useTranslation("write-offs");
  const { t: words } = useTranslation("words");
  const own = useOwnWords();
  const named = (names: string[]) => names.map((name) => ({ id: name, label: name }));
  return {
    state: STATES_SHOWN.map((id) => ({ id, label: words(`state.${id}`) })),
    reason: choices.reasons.map(({ id, label }) => ({ id, label: own.reason(label) })),
    family: FAMILIES.map((id) => ({ id, label: words(`family.${id}`) })),
    location: choices.locations.map(({ id, name }) => ({ id, label: name })),
    kind: KINDS_SHOWN.map((id) => ({ id, label: t(`kind.${id}`) })),
    person: choices.people,
    vendor: named(choices.vendors),
    type: named(choices.types),
    incident: choices.incidents.map(({ id, name }) => ({ id, label: name })),
  };
}

export function useFilterFields({ filter, choices, costHidden, change }: Props) {
  const { t } = useTranslation("write-offs");
  const offered = useFilterChoices(choices);
  const range = (key: "date" | "booked", from: keyof WriteOffFilter, to: keyof WriteOffFilter) => ({
    key,
    label: t(`filter.${key}`),
    shortcut: key === "date",
    filter: (
      <DateRange
        from={filter[from]}
        to={filter[to]}
        onChange={(days) =>
          change({
            ...("from" in days ? { [from]: days.from } : {}),
            ...("to" in days ? { [to]: days.to } : {}),
          })
        }
      />
    ),
  });
  const lists = CHOSEN.map((name) => ({
    key: name,
    label: t(`filter.${name}`),
    shortcut: name === "state" || name === "reason" || name === "location",
    // Nothing to choose from yet: what stands in the address can still be taken out.
    hidden: offered[name]?.length === 0,
    filter: (
      <ChoiceList
        title={t(`filter.${name}`)}
        titleHidden
        choices={(offered[name] ?? []).map(({ id, label }) => ({ value: id, label }))}
        selected={filter[name] ? [String(filter[name])] : []}
        onChange={([chosen]) => change({ [name]: chosen })}
      />
    ),
  }));
  const value = {
    key: "value",
    label: t("filter.value"),
    filter: <ValueRange from={filter.valueFrom} to={filter.valueTo} change={change} />,
  };
  return [
    ...lists.filter(({ hidden }) => !hidden),
    range("date", "from", "to"),
    range("booked", "bookedFrom", "bookedTo"),
    ...(costHidden ? [] : [value]),
  ];
}

type RangeProps = { from: string | undefined; to: string | undefined; change(changes: Changes): void };

function ValueRange({ from = "", to = "", change }: RangeProps) {
  const { t } = useTranslation("write-offs");
  const least = useSearchWords(from, (valueFrom) => change({ valueFrom: typed(valueFrom) }));
  const most = useSearchWords(to, (valueTo) => change({ valueTo: typed(valueTo) }));
  const field = { inputMode: "decimal", autoComplete: "off" } as const;
  return (
    <FormLayout>
      <TextField label={t("filter.valueFrom")} value={least.words} onChange={least.type} {...field} />
      <TextField label={t("filter.valueTo")} value={most.words} onChange={most.type} {...field} />
    </FormLayout>
  );
}

/** A comma is as good as a point; whatever is no amount narrows nothing. */
function typed(text: string): string | undefined {
  const amount = text.trim().replace(",", ".");
  return /^[0-9]{1,9}(\.[0-9]{1,3})?$/.test(amount) ? amount : undefined;
}
