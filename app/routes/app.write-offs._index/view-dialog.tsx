import { Checkbox, FormLayout, Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { limits } from "#app/domain/limits.ts";
import type { View, Views } from "./use-views.ts";

type Props = { view: View; views: Views; onClose(): void };

/** A view's name, and whether everybody sees it. */
export function ViewDialog({ view, views, onClose }: Props) {
  const { t } = useTranslation("write-offs");
  const [name, setName] = useState(view.name);
  const [shared, setShared] = useState(view.shared);
  const [state, setState] = useState<"open" | "busy" | "refused">("open");
  async function save() {
    setState("busy");
    if (await views.save({ ...view, name: name.trim(), shared })) onClose();
    else setState("refused");
  }
  return (
    <Dialog
      open
      title={t("views.edit")}
      confirm={t("views.save")}
      busy={state === "busy"}
      disabled={!name.trim()}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          <TextField
            label={t("views.name")}
            value={name}
            onChange={setName}
            maxLength={limits.viewNameLengthMax}
            autoComplete="off"
            {...(state === "refused" ? { error: t("views.refused") } : {})}
          />
          <Checkbox
            label={t("views.shared")}
            helpText={t("views.sharedHelp")}
            checked={shared}
            onChange={setShared}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
