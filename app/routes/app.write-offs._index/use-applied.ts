import { useTranslation } from "react-i18next";
import type { Changes } from "#app/components/use-filter-change.ts";
import { useFormat } from "#app/components/use-format.ts";
import type { FilterChoices } from "#app/queries/filter-choices.ts";
import type { WriteOffFilter } from "#app/queries/write-off-filter.ts";
import { CHOSEN, useFilterChoices } from "./filter-fields.tsx";

type Applied = { key: string; label: string; onRemove(): void };

/** What narrows the list, in words, each with its way out. */
export function useApplied(
  filter: WriteOffFilter,
  choices: FilterChoices,
  change: (changes: Changes) => void,
): Applied[] {
  const { t } = useTranslation("write-offs");
  const format = useFormat("UTC");
  const offered = useFilterChoices(choices);
  const chosen = CHOSEN.flatMap((name) => {
    const value = filter[name];
    if (!value) return [];
    const known = offered[name]?.find(({ id }) => id === value)?.label;
    const label = t("applied.choice", { filter: t(`filter.${name}`), label: known ?? value });
    return [{ key: name, label, onRemove: () => change({ [name]: undefined }) }];
  });
  return [
    ...chosen,
    ...single("attention", filter.attention && t("applied.attention")),
    ...single("item", filter.item && t("applied.item")),
    ...range("date", "from", "to", format.day),
    ...range("booked", "bookedFrom", "bookedTo", format.day),
    ...range("value", "valueFrom", "valueTo", (text) => text),
  ];

  function single(key: string, label: string | undefined): Applied[] {
    return label ? [{ key, label, onRemove: () => change({ [key]: undefined }) }] : [];
  }

  function range(
    key: "date" | "booked" | "value",
    from: keyof WriteOffFilter,
    to: keyof WriteOffFilter,
    told: (text: string) => string,
  ): Applied[] {
    const [least, most] = [filter[from], filter[to]];
    if (!least && !most) return [];
    const kind = least && most ? "between" : least ? "from" : "to";
    const facts = { from: least && told(least), to: most && told(most), filter: t(`filter.${key}`) };
    const onRemove = () => change({ [from]: undefined, [to]: undefined });
    return [{ key, label: t(`applied.${kind}`, facts), onRemove }];
  }
}
