import { Box, Button, InlineGrid, InlineStack, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { useFilterChange } from "#app/components/use-filter-change.ts";
import { useSearchWords } from "#app/components/use-search-words.ts";
import { AUDIT_KINDS } from "#app/domain/audit/event.ts";
import type { AuditFilter } from "#app/queries/audit-filter.ts";

type Props = { filter: AuditFilter; people: { id: string; name: string }[] };

export function AuditFilters({ filter, people }: Props) {
  const { t, i18n } = useTranslation("audit");
  const change = useFilterChange();
  const document = useSearchWords(filter.document ?? "", (words) => change({ document: words }));
  const kinds = AUDIT_KINDS.map((kind) => ({ value: kind as string, label: t(`kind.${kind}`) }));
  kinds.sort((one, other) => one.label.localeCompare(other.label, i18n.language));
  const narrowed = Object.keys(filter).some((name) => name !== "cursor");
  const clear = { from: "", to: "", kind: "", person: "", document: "" };
  return (
    <Box padding="400">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 5 }} gap="300">
        <Select
          label={t("filter.kind")}
          options={[{ value: "", label: t("filter.allKinds") }, ...kinds]}
          value={filter.kind ?? ""}
          onChange={(kind) => change({ kind })}
        />
        <Select
          label={t("filter.person")}
          options={[
            { value: "", label: t("filter.allPeople") },
            ...people.map(({ id, name }) => ({ value: id, label: name || id })),
          ]}
          value={filter.person ?? ""}
          onChange={(person) => change({ person })}
        />
        <TextField
          label={t("filter.document")}
          placeholder="WO-000001"
          value={document.words}
          onChange={document.type}
          autoComplete="off"
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
      {narrowed ? (
        <Box paddingBlockStart="300">
          <InlineStack align="end">
            <Button variant="plain" onClick={() => change(clear)}>
              {t("filter.clear")}
            </Button>
          </InlineStack>
        </Box>
      ) : null}
    </Box>
  );
}
