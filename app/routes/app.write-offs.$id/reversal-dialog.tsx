import { useNavigate, useRevalidator } from "@remix-run/react";
import { BlockStack, ChoiceList, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useDocumentId } from "#app/components/use-document-id.ts";
import { usePreview } from "#app/components/use-preview.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { WriteOffView } from "#app/queries/write-off-view.ts";
import { ReversalEffect } from "./reversal-effect.tsx";
import { type Chosen, ReversalLines } from "./reversal-lines.tsx";

type Props = { writeOff: WriteOffView; open: boolean; onClose(): void };

/**
 * Brings back all, some lines or some units. What would happen is asked of the server before it can be
 * confirmed.
 */
export function ReversalDialog({ writeOff, open, onClose }: Props) {
  const { t } = useTranslation("document");
  const navigate = useNavigate();
  const lines = writeOff.lines.filter((line) => line.reversible > 0);
  const [cause, setCause] = useState<"mistake" | "found">("mistake");
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<Chosen>(
    () => new Map(lines.map((line) => [line.position, line.reversible])),
  );
  const ids = useDocumentId();

  const content = useMemo(() => {
    const some = [...chosenOf(writeOff, chosen)].filter(([, quantity]) => quantity > 0);
    return {
      cause,
      ...(note.trim() ? { note: note.trim() } : {}),
      lines: some.map(([position, quantity]) => ({ position, quantity })),
    };
  }, [cause, note, chosen, writeOff]);
  const command = { id: ids.idOf(content), ...content };
  const path = `/app/write-offs/${writeOff.id}/reversal`;
  const preview = usePreview(`${path}/preview`, open && content.lines.length > 0 ? command : null);
  const act = useAct<{ documentId: string }>(
    useCallback(
      ({ documentId }) => navigate(`/app/write-offs/${documentId}`, { state: { fresh: true } }),
      [navigate],
    ),
  );
  const { refusal } = act;
  const [seen, setSeen] = useState(refusal);
  const { again } = preview;
  const { revalidate } = useRevalidator();
  // What could still be brought back a moment ago is perhaps gone: both are asked for anew.
  useEffect(() => {
    if (!refusal || refusal.unanswered) return;
    again();
    revalidate();
  }, [refusal, again, revalidate]);
  const count = content.lines.reduce((sum, line) => sum + line.quantity, 0);

  function send() {
    ids.keep(content);
    act.send(path, command);
  }

  return (
    <Dialog
      open={open}
      title={t("reverse.title", { number: writeOff.number })}
      confirm={t("reverse.confirm", { count })}
      busy={act.busy}
      disabled={!preview.plan}
      onConfirm={send}
      onClose={() => {
        setSeen(refusal);
        onClose();
      }}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {refusal && refusal !== seen && !preview.refusal ? (
            <RefusalBanner refusal={refusal} title={t("reverse.refused")} />
          ) : null}
          <Text as="p">{t("reverse.body")}</Text>
          {lines.some(({ takenFrom }) => isSetAside(takenFrom)) ? (
            <Text as="p">{t("reverse.aside")}</Text>
          ) : null}
          <ReversalLines lines={lines} chosen={chosenOf(writeOff, chosen)} onChange={setChosen} />
          <ChoiceList
            title={t("reverse.cause")}
            choices={[
              { value: "mistake", label: t("cause.mistake"), helpText: t("reverse.mistake") },
              { value: "found", label: t("cause.found"), helpText: t("reverse.found") },
            ]}
            selected={[cause]}
            onChange={([picked]) => setCause(picked === "found" ? "found" : "mistake")}
          />
          <TextField
            label={t("reverse.note")}
            value={note}
            onChange={setNote}
            autoComplete="off"
            maxLength={2000}
          />
          <ReversalEffect preview={preview} nothingLeft={lines.length === 0} />
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}

/** Never more than is left by now, whoever else brings units back meanwhile. */
function chosenOf({ lines }: WriteOffView, chosen: Chosen): Chosen {
  return new Map(
    lines.map(({ position, reversible }) => [position, Math.min(chosen.get(position) ?? 0, reversible)]),
  );
}
