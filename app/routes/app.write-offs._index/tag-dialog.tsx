import { BlockStack, Modal, Select, TextField } from "@shopify/polaris";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import type { Answer } from "#app/components/answered.ts";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useSend } from "#app/components/use-send.ts";
import { limits } from "#app/domain/limits.ts";
import type { IncidentChoice } from "#app/queries/incident-choices.ts";
import { ChosenWords } from "./chosen-words.tsx";
import { useSelected, type Wish } from "./use-selected.ts";

type Props = { wish: Wish; incidents: IncidentChoice[]; onClose(): void; onDone(): void };

const NEW = "new";
const NONE = "none";

/** Under an incident there is, under one that is made here, or under none any more. */
export function TagDialog({ wish, incidents, onClose, onDone }: Props) {
  const { t } = useTranslation("write-offs");
  const open = incidents.filter(({ closed }) => !closed);
  const answer = useSelected(wish);
  const send = useSend<unknown>();
  const [chosen, setChosen] = useState(open[0]?.id ?? NEW);
  const [name, setName] = useState("");
  const [refusal, setRefusal] = useState<Extract<Answer, { ok: false }> | null>(null);
  const [busy, setBusy] = useState(false);
  const newId = useMemo(() => v7(), []);
  // Another choice is another wish.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is made for what is chosen.
  const wishId = useMemo(() => v7(), [chosen]);

  async function tag() {
    setBusy(true);
    const made = chosen === NEW ? await send("/app/incidents/new", { id: newId, name: name.trim() }) : null;
    if (made && !made.ok) return end(made);
    const incidentId = chosen === NEW ? newId : chosen === NONE ? null : chosen;
    const documentIds = answer?.ok ? answer.value.documents.map(({ id }) => id) : [];
    const told = await send("/app/incidents/tags", { id: wishId, incidentId, documentIds });
    if (!told.ok) return end(told);
    onDone();
  }

  function end(told: Extract<Answer, { ok: false }>) {
    setRefusal(told);
    setBusy(false);
  }

  return (
    <Dialog
      open
      title={t("bulk.tag.title")}
      confirm={t("bulk.tag.confirm")}
      busy={busy}
      disabled={!answer?.ok || (chosen === NEW && !name.trim())}
      onConfirm={() => void tag()}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {refusal ? <RefusalBanner refusal={refusal} title={t("bulk.tag.refused")} /> : null}
          <ChosenWords answer={answer} />
          <Select
            label={t("bulk.tag.incident")}
            options={[
              ...open.map((incident) => ({ value: incident.id, label: incident.name })),
              { value: NEW, label: t("bulk.tag.new") },
              { value: NONE, label: t("bulk.tag.none") },
            ]}
            value={chosen}
            onChange={setChosen}
          />
          {chosen === NEW ? (
            <TextField
              label={t("bulk.tag.name")}
              helpText={t("bulk.tag.nameHelp")}
              value={name}
              onChange={setName}
              maxLength={limits.incidentNameLengthMax}
              autoComplete="off"
            />
          ) : null}
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
