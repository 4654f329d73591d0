import { Box, InlineGrid, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { FilterFoot } from "#app/components/filter-foot.tsx";
import { useFilterChange } from "#app/components/use-filter-change.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import type { AccountSetting } from "#app/queries/account-settings.ts";
import type { JournalFilter } from "#app/queries/journal-filter.ts";

type Props = { filter: JournalFilter; accounts: AccountSetting[]; onlyDates: boolean };

export function JournalFilters({ filter, accounts, onlyDates }: Props) {
  const { t } = useTranslation("journal");
  const own = useOwnWords();
  const change = useFilterChange();
  const document = useSearchWords(filter.document ?? "", (words) => change({ document: words }));
  const narrowed = Boolean(filter.from || filter.to || filter.role || filter.document);
  return (
    <Box padding="400" id="journal-panel">
      <InlineGrid columns={{ xs: 2, lg: 4 }} gap="300">
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
        {onlyDates ? null : (
          <>
            <Select
              label={t("filter.account")}
              options={[
                { value: "", label: t("filter.allAccounts") },
                ...accounts.map(({ role, name, code }) => ({
                  value: role,
                  label: [code, own.account(name) || role].filter(Boolean).join(" "),
                })),
              ]}
              value={filter.role ?? ""}
              onChange={(role) => change({ role })}
            />
            <TextField
              label={t("filter.document")}
              placeholder="WO-000001"
              value={document.words}
              onChange={document.type}
              autoComplete="off"
            />
          </>
        )}
      </InlineGrid>
      {narrowed ? (
        <FilterFoot
          label={t("filter.clear")}
          onClear={() => change({ from: "", to: "", role: "", document: "" })}
        />
      ) : null}
    </Box>
  );
}
