import { Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { IncidentChoice } from "#app/queries/incident-choices.ts";
import type { EditorProps } from "./lines-card.tsx";

/** What holds for every line that says nothing else. */
export function HeaderCard({
  draft,
  form,
  incidents,
  problems,
  change,
}: EditorProps & { incidents: IncidentChoice[] }) {
  const { t } = useTranslation("new");
  const { t: word } = useTranslation("words");
  const problem = useProblemWords();
  const title = useId();
  const error = (field: string) => problems.field(field).map(problem).join(" ") || undefined;
  return (
    <Card>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
      <div role="group" aria-labelledby={title}>
        <FormLayout>
          <Text as="h2" variant="headingMd" id={title}>
            {t("header.title")}
          </Text>
          <Select
            label={t("header.reason")}
            options={[
              { value: "", label: t("line.choose") },
              ...form.reasons.map(({ id, label }) => ({ value: id, label })),
            ]}
            value={draft.reasonId}
            onChange={(reasonId) => change({ kind: "header", change: { reasonId } })}
          />
          <Select
            label={t("header.disposal")}
            options={[
              { value: "", label: t("disposal.none") },
              ...form.disposals.map(({ id }) => ({ value: id, label: word(`disposal.${id}`) })),
            ]}
            value={draft.disposal}
            onChange={(disposal) => change({ kind: "header", change: { disposal } })}
          />
          <TextField
            type="date"
            label={t("header.eventDate")}
            value={draft.eventDate}
            max={form.shop.today}
            onChange={(eventDate) => change({ kind: "header", change: { eventDate } })}
            error={draft.eventDate === "" ? t("header.dateNeeded") : error("eventDate")}
            helpText={t("header.zone", { zone: form.shop.timeZone })}
            autoComplete="off"
          />
          {incidents.length > 0 ? (
            <Select
              label={t("header.incident")}
              helpText={t("header.incidentHelp")}
              options={[
                { value: "", label: t("header.noIncident") },
                ...incidents.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={draft.incidentId}
              onChange={(incidentId) => change({ kind: "header", change: { incidentId } })}
            />
          ) : null}
          <TextField
            label={t("header.note")}
            value={draft.note}
            onChange={(note) => change({ kind: "header", change: { note } })}
            error={error("note")}
            multiline={2}
            maxLength={2000}
            autoComplete="off"
          />
        </FormLayout>
      </div>
    </Card>
  );
}
