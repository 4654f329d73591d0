import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Checkbox, FormLayout, Modal, Select, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { hourOf } from "#app/components/hour-of.ts";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { usualWatch, type Watch } from "#app/domain/signal/watch.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
type Measure = "times" | "againTimes" | "belowPercent" | "smallUnits" | "smallItems";
const RANGE: Record<Measure, [number, number]> = {
  times: [2, 20],
  againTimes: [2, 50],
  belowPercent: [1, 50],
  smallUnits: [1, 20],
  smallItems: [3, 500],
};

export function WatchDialog({ watch, onClose }: { watch: Watch | null; onClose(): void }) {
  const { t, i18n } = useTranslation("watch");
  const shopify = useAppBridge();
  const { opensAt, closesAt, ...measures } = watch ?? usualWatch;
  const [typed, setTyped] = useState(
    Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, String(value)])) as Record<
      Measure,
      string
    >,
  );
  const [byHours, setByHours] = useState(opensAt !== null);
  const [from, setFrom] = useState(String(opensAt ?? 8));
  const [to, setTo] = useState(String(closesAt ?? 20));
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const names = Object.keys(RANGE) as Measure[];
  const isGood = (name: Measure) => isBetween(typed[name], RANGE[name]);
  const hours = HOURS.map((hour) => ({ value: String(hour), label: hourOf(hour, i18n.language) }));
  function save() {
    const numbers = Object.fromEntries(names.map((name) => [name, Number(typed[name])]));
    const open = { opensAt: byHours ? Number(from) : null, closesAt: byHours ? Number(to) : null };
    act.send("/app/settings/watch", { watch: { ...numbers, ...open } });
  }
  return (
    <Dialog
      open
      title={t("title")}
      confirm={t("save")}
      busy={act.busy}
      disabled={!names.every(isGood)}
      onConfirm={save}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <Banner>{t("twoPeople")}</Banner>
          {names.map((name) => (
            <TextField
              key={name}
              label={t(`field.${name}`)}
              helpText={t(`help.${name}`)}
              value={typed[name]}
              onChange={(value) => setTyped({ ...typed, [name]: value })}
              inputMode="numeric"
              error={isGood(name) ? undefined : t("bad", { from: RANGE[name][0], to: RANGE[name][1] })}
              autoComplete="off"
            />
          ))}
          <Checkbox label={t("field.hours")} checked={byHours} onChange={setByHours} />
          {byHours ? (
            <FormLayout.Group condensed>
              <Select label={t("field.from")} options={hours} value={from} onChange={setFrom} />
              <Select label={t("field.to")} options={hours} value={to} onChange={setTo} />
            </FormLayout.Group>
          ) : null}
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}

function isBetween(text: string, [least, most]: [number, number]): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most;
}
