import { Box, InlineGrid, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { FilterFoot } from "#app/components/filter-foot.tsx";
import { useFilterChange } from "#app/components/use-filter-change.ts";
import { DELIVERY_STATES, DRIFTS, TROUBLES } from "#app/domain/book/delivery.ts";
import type { DeliveryFilter } from "#app/queries/delivery-filter.ts";

export function DeliveryFilters({ filter }: { filter: DeliveryFilter }) {
  const { t } = useTranslation("deliveries");
  const change = useFilterChange();
  const { cursor: _, ...narrowing } = filter;
  const all = { value: "", label: t("filter.all") };
  return (
    <Box padding="400">
      <InlineGrid columns={{ xs: 2, lg: 5 }} gap="300">
        <Select
          label={t("filter.state")}
          options={[all, ...DELIVERY_STATES.map((value) => ({ value, label: t(`state.${value}`) }))]}
          value={filter.state ?? ""}
          onChange={(state) => change({ state })}
        />
        <Select
          label={t("filter.trouble")}
          options={[all, ...TROUBLES.map((value) => ({ value, label: t(`trouble.${value}.badge`) }))]}
          value={filter.trouble ?? ""}
          onChange={(trouble) => change({ trouble })}
        />
        <Select
          label={t("filter.drift")}
          options={[
            all,
            { value: "any", label: t("filter.anyDrift") },
            ...DRIFTS.map((value) => ({ value, label: t(`drift.${value}.badge`) })),
          ]}
          value={filter.drift ?? ""}
          onChange={(drift) => change({ drift })}
        />
        <DayField
          label={t("filter.from")}
          value={filter.from ?? ""}
          max={filter.to}
          onChange={(from) => change({ from })}
        />
        <DayField
          label={t("filter.to")}
          value={filter.to ?? ""}
          min={filter.from}
          onChange={(to) => change({ to })}
        />
      </InlineGrid>
      {Object.keys(narrowing).length > 0 ? (
        <FilterFoot
          label={t("filter.clear")}
          onClear={() => change({ state: "", trouble: "", drift: "", from: "", to: "" })}
        />
      ) : null}
    </Box>
  );
}
