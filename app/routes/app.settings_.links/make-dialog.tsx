import { ChoiceList, FormLayout, Modal, Select, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { limits } from "#app/domain/limits.ts";
import type { ReportLinkPage } from "#app/queries/report-links.ts";
import { type Chosen, ItemPicker } from "./item-picker.tsx";
import { MadeDialog } from "./made-dialog.tsx";

const DAYS = [7, 30, 90, 365];

/** The address is in the answer and nowhere else, so it takes the place of the form until it is copied. */
export function MakeDialog({ page, onClose }: { page: ReportLinkPage; onClose(): void }) {
  const { t } = useTranslation("links");
  const [label, setLabel] = useState("");
  const [locationId, setLocationId] = useState(
    page.locations.length === 1 ? (page.locations[0]?.id ?? "") : "",
  );
  const [reach, setReach] = useState<"vendor" | "chosen">(page.vendors.length > 0 ? "vendor" : "chosen");
  const [vendor, setVendor] = useState("");
  const [items, setItems] = useState<Chosen[]>([]);
  const [days, setDays] = useState("30");
  const [uses, setUses] = useState("10");
  const [address, setAddress] = useState<string | null>(null);
  const act = useAct<{ address: string }>(useCallback((made) => setAddress(made.address), []));
  const isNumber = /^[0-9]{1,4}$/.test(uses) && Number(uses) >= 1 && Number(uses) <= limits.linkUsesMax;
  const isReached = reach === "vendor" ? vendor !== "" : items.length > 0;
  const choose = { value: "", label: t("make.choose"), disabled: true };
  // A new id each time: the secret of a link whose answer was lost cannot be told again.
  const make = () =>
    act.send("/app/settings/links/making", {
      ...{ id: v7(), label: label.trim(), locationId, days: Number(days), usesMax: Number(uses) },
      itemIds: reach === "chosen" ? items.map(({ itemId }) => itemId) : [],
      vendor: reach === "vendor" ? vendor : null,
    });
  if (address) return <MadeDialog address={address} onClose={onClose} />;
  return (
    <Dialog
      open
      title={t("make.title")}
      confirm={t("make.action")}
      busy={act.busy}
      disabled={!label.trim() || !locationId || !isReached || !isNumber}
      onConfirm={make}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("make.notMade")} /> : null}
          <TextField
            label={t("make.label")}
            helpText={t("make.labelHelp")}
            value={label}
            onChange={setLabel}
            maxLength={limits.linkLabelLengthMax}
            autoComplete="off"
          />
          <Select
            label={t("make.location")}
            options={[choose, ...page.locations.map(({ id, name }) => ({ value: id, label: name }))]}
            value={locationId}
            onChange={setLocationId}
          />
          <ChoiceList
            title={t("make.reach")}
            choices={[
              {
                ...{ value: "vendor", label: t("make.vendor"), disabled: page.vendors.length === 0 },
                ...(page.vendors.length === 0 ? { helpText: t("make.noVendor") } : {}),
              },
              { value: "chosen", label: t("make.chosen") },
            ]}
            selected={[reach]}
            onChange={([one]) => setReach(one as typeof reach)}
          />
          {reach === "vendor" ? (
            <Select
              label={t("make.vendorLabel")}
              options={[choose, ...page.vendors.map((name) => ({ value: name, label: name }))]}
              value={vendor}
              onChange={setVendor}
            />
          ) : (
            <ItemPicker items={items} onChange={setItems} />
          )}
          <FormLayout.Group>
            <Select
              label={t("make.days")}
              options={DAYS.map((count) => ({ label: t("make.day", { count }), value: String(count) }))}
              value={days}
              onChange={setDays}
            />
            <TextField
              label={t("make.uses")}
              value={uses}
              onChange={setUses}
              inputMode="numeric"
              autoComplete="off"
            />
          </FormLayout.Group>
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
