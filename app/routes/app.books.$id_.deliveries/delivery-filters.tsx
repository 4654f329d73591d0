import { useSearchParams } from "@remix-run/react";
import { Box, Button, InlineGrid, InlineStack, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { DELIVERY_STATES, DRIFTS, TROUBLES } from "#app/domain/book/delivery.ts";
import type { DeliveryFilter } from "#app/queries/delivery-filter.ts";

/** Every filter stands in the address, so that a view can be sent to a colleague. */
export function DeliveryFilters({ filter }: { filter: DeliveryFilter }) {
  const { t } = useTranslation("deliveries");
  const [params, setParams] = useSearchParams();
  function change(changes: Record<string, string>) {
    const changed = new URLSearchParams(params);
    changed.delete("cursor");
    for (const [name, value] of Object.entries(changes)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed, { replace: true, preventScrollReset: true });
  }
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
        <Box paddingBlockStart="300">
          <InlineStack align="end">
            <Button
              variant="plain"
              onClick={() => change({ state: "", trouble: "", drift: "", from: "", to: "" })}
            >
              {t("filter.clear")}
            </Button>
          </InlineStack>
        </Box>
      ) : null}
    </Box>
  );
}
