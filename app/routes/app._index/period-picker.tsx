import { Box, Button, FormLayout, InlineStack, OptionList, Popover, Select } from "@shopify/polaris";
import { CalendarIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import { previous, rangeOf } from "#app/domain/insight/period.ts";
import type { Overview } from "#app/queries/overview.ts";

type Props = Pick<Overview, "period" | "monthChoices"> & { busy: boolean; onPeriod(id: string): void };

/** The usual periods by one tap, and any months by two. */
export function PeriodPicker({ period, monthChoices, busy, onPeriod }: Props) {
  const { t } = useTranslation("home");
  const format = useFormat("UTC");
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const months = [...new Set([...monthChoices, ...monthsOf(period)])].toSorted().toReversed();
  const options = months.map((id) => ({ value: id, label: format.shortMonth(id) }));

  function toggle() {
    setFrom(period.from.slice(0, 7));
    setTo(period.to.slice(0, 7));
    setOpen(!isOpen);
  }
  function take(id: string) {
    setOpen(false);
    if (id !== period.id) onPeriod(id);
  }

  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      ariaHaspopup="dialog"
      activator={
        <Button
          icon={CalendarIcon}
          disclosure
          disabled={busy}
          onClick={toggle}
          accessibilityLabel={t("period.current", { period: format.period(period.id) })}
        >
          {format.period(period.id)}
        </Button>
      }
    >
      <Popover.Pane>
        <OptionList
          title={t("period.title")}
          options={usualOf(months[0] ?? period.to.slice(0, 7)).map(({ key, id }) => ({
            value: id,
            label: t(`period.${key}`),
          }))}
          selected={[period.id]}
          onChange={([id]) => id && take(id)}
        />
      </Popover.Pane>
      <Popover.Pane fixed>
        <Box padding="400">
          <FormLayout>
            <FormLayout.Group condensed>
              <Select label={t("period.from")} options={options} value={from} onChange={setFrom} />
              <Select label={t("period.to")} options={options} value={to} onChange={setTo} />
            </FormLayout.Group>
            <InlineStack align="end">
              <Button variant="primary" onClick={() => take(rangeOf(from, to))}>
                {t("period.apply")}
              </Button>
            </InlineStack>
          </FormLayout>
        </Box>
      </Popover.Pane>
    </Popover>
  );
}

/** An address may name months before the first loss. */
function monthsOf({ from, to }: Overview["period"]): string[] {
  return [from.slice(0, 7), to.slice(0, 7)];
}

function usualOf(month: string) {
  const back = (count: number) => Array.from({ length: count }).reduce<string>(previous, month);
  return [
    { key: "thisMonth", id: month },
    { key: "lastMonth", id: back(1) },
    { key: "threeMonths", id: rangeOf(back(2), month) },
    { key: "twelveMonths", id: rangeOf(back(11), month) },
    { key: "thisYear", id: month.slice(0, 4) },
    { key: "lastYear", id: previous(month.slice(0, 4)) },
  ];
}
