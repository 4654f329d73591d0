import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Select, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useTypedAmount } from "#app/components/typed-amount.ts";
import { useAct } from "#app/components/use-act.ts";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { ACTS, type Act, MEASURES, type Measure, type Span } from "#app/domain/approval/rule.ts";
import type { ApprovalRuleSetting, ApprovalSettings } from "#app/queries/approval-settings.ts";

type Props = { rule: ApprovalRuleSetting | null; settings: ApprovalSettings; onClose(): void };

const SPANS_OF: Record<Measure, Span[]> = {
  any: ["document"],
  value: ["person-day", "item-day", "document"],
  units: ["person-day", "item-day", "document"],
  percent: ["item-day", "document"],
};

/** Over a day is offered first: a rule that looks at each document alone is got around by cutting it. */
export function RuleDialog({ rule, settings, onClose }: Props) {
  const { t } = useTranslation("approval");
  const own = useOwnWords();
  const shopify = useAppBridge();
  const { read, write } = useTypedAmount();
  const [id] = useState(() => v7());
  const [act, setAct] = useState<Act>(rule?.act ?? "write-off");
  const [measure, setMeasure] = useState<Measure>(rule?.measure ?? "value");
  const [span, setSpan] = useState<Span>(rule?.span ?? "person-day");
  const [typed, setTyped] = useState(write(rule?.most ?? ""));
  const [scope, setScope] = useState({
    reasonId: rule?.reasonId ?? "",
    locationId: rule?.locationId ?? "",
    personId: rule?.personId ?? "",
  });
  const saving = useAct(
    useCallback(() => {
      shopify.toast.show(t("saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const measures = MEASURES.filter((one) => act === "write-off" || one !== "percent");
  const spans = SPANS_OF[measure];
  const chosenSpan = spans.includes(span) ? span : (spans[0] ?? "document");
  const most = read(typed);
  const isWhole = measure === "value" || (most !== null && /^[0-9]+$/.test(most));
  const isSaid = measure === "any" || (most !== null && isWhole);
  const scopes = [
    { of: "reasonId", name: "reason", choices: settings.reasons },
    { of: "locationId", name: "location", choices: settings.locations },
    { of: "personId", name: "person", choices: settings.people },
  ] as const;

  function save() {
    saving.send("/app/settings/approval/rules", {
      id,
      ...(rule ? { replaces: rule.id } : {}),
      ...{ act, measure, span: chosenSpan },
      ...(measure === "any" ? {} : { most }),
      reasonId: scope.reasonId || null,
      locationId: scope.locationId || null,
      personId: scope.personId || null,
    });
  }

  return (
    <Dialog
      open
      title={t(rule ? "change" : "add")}
      confirm={t("save")}
      busy={saving.busy}
      disabled={!isSaid}
      onConfirm={save}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {saving.refusal ? <RefusalBanner refusal={saving.refusal} title={t("notSaved")} /> : null}
          <Select
            label={t("act.label")}
            options={ACTS.map((value) => ({ value, label: t(`act.${value}`) }))}
            value={act}
            onChange={(value) => setAct(value as Act)}
          />
          <Select
            label={t("measure.label")}
            options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
            value={measure}
            onChange={(value) => setMeasure(value as Measure)}
          />
          {measure === "any" ? null : (
            <TextField
              label={t(`most.${measure}`)}
              value={typed}
              onChange={setTyped}
              inputMode="decimal"
              {...(measure === "value" ? { suffix: settings.currency } : {})}
              {...(measure === "percent" ? { suffix: "%" } : {})}
              error={typed && !isSaid ? t("most.bad", { example: write("250") }) : undefined}
              helpText={measure === "value" ? t("costless") : undefined}
              autoComplete="off"
            />
          )}
          {spans.length > 1 ? (
            <Select
              label={t("span.label")}
              options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
              value={chosenSpan}
              onChange={(value) => setSpan(value as Span)}
              helpText={t("span.help")}
            />
          ) : null}
          {scopes.map(({ of, name, choices }) => (
            <Select
              key={of}
              label={t(name)}
              options={[
                { value: "", label: t(`all.${name}`) },
                ...choices.map((one) => ({
                  value: one.id,
                  label: name === "reason" ? own.reason(one.name) : one.name,
                })),
              ]}
              value={scope[of]}
              onChange={(value) => setScope({ ...scope, [of]: value })}
            />
          ))}
          <Text as="p" tone="subdued">
            {t("subtitle")}
          </Text>
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
