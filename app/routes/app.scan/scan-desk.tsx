import { useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOwnForm } from "#app/components/use-own-form.ts";
import { usePickedPhotos } from "#app/components/use-picked-photos.ts";
import type { FormPage } from "#app/queries/form-page.ts";
import { ConfirmDialog } from "../app.write-offs.new/confirm-dialog.tsx";
import { KeptLine } from "../app.write-offs.new/kept-line.tsx";
import { PhotosCard } from "../app.write-offs.new/photos-card.tsx";
import { SentBanner } from "../app.write-offs.new/sent-banner.tsx";
import { useKeep } from "../app.write-offs.new/use-keep.ts";
import { useWriteOff } from "../app.write-offs.new/use-write-off.ts";
import { ReasonChips } from "./reason-chips.tsx";
import { ScanBox } from "./scan-box.tsx";
import { ScannedLines } from "./scanned-lines.tsx";
import { UnclearPart } from "./unclear-part.tsx";
import { useScans } from "./use-scans.ts";

/** Scan, scan, scan, go on: everything that is pressed is large enough for the one free hand. */
export function ScanDesk({ id, page, muted }: { id: string; page: FormPage; muted: boolean }) {
  const { t } = useTranslation("scan");
  const { locations, mayWriteOff } = page;
  const form = useOwnForm(page.form);
  const at = useWriteOff(id, { ...page, form });
  const [params, setParams] = useSearchParams();
  const [confirming, setConfirming] = useState(false);
  const close = useCallback(() => setConfirming(false), []);
  const keep = useKeep(at, close);
  const locationId = params.get("location") ?? (locations.length === 1 ? (locations[0]?.id ?? "") : "");
  const picks = usePickedPhotos(page.evidence);
  const scans = useScans(at, { locationId, muted });
  const begins = at.preview.plan !== null;
  const units = at.draft.lines.reduce((sum, line) => sum + (Number(line.quantity) || 0), 0);

  const keys = useRef({ begins, undo: scans.undo, confirming });
  keys.current = { begins, undo: scans.undo, confirming };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || keys.current.confirming) return;
      if (event.key === "Enter" && keys.current.begins) setConfirming(true);
      // In a field with words in it the key belongs to the field.
      const field = event.target instanceof HTMLInputElement ? event.target : null;
      if (event.key.toLowerCase() === "z" && !event.shiftKey && !field?.value) {
        event.preventDefault();
        keys.current.undo();
      }
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  function go(name: string, value: string) {
    const changed = new URLSearchParams(params);
    if (value) changed.set(name, value);
    else changed.delete(name);
    setParams(changed, { replace: true, preventScrollReset: true });
  }

  return (
    <BlockStack gap="400">
      {at.refusal && !confirming ? <SentBanner refusal={at.refusal} id={at.id} title={t("refused")} /> : null}
      {keep.refusal ? <SentBanner refusal={keep.refusal} id={at.id} title={t("notFlagged")} /> : null}
      <Card>
        <BlockStack gap="300">
          <Select
            label={t("location")}
            options={[
              { value: "", label: t("anyLocation") },
              ...locations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={locationId}
            onChange={(value) => go("location", value)}
          />
          <ScanBox scans={scans} canUndo={at.draft.past.length > 0} />
        </BlockStack>
      </Card>
      <UnclearPart scans={scans} />
      <ReasonChips form={form} draft={at.draft} change={at.change} />
      <ScannedLines at={at} form={form} picks={page.mayAddEvidence ? picks : null} />
      {page.mayAddEvidence && at.draft.lines.length > 0 ? (
        <PhotosCard page={page} at={at} picks={picks} />
      ) : null}
      <div className="lossbook-foot">
        <Card>
          <BlockStack gap="200">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="p" fontWeight="semibold">
                {units > 0 ? t("total", { count: units }) : t("none")}
              </Text>
              {at.draft.lines.length > 0 ? <KeptLine autosave={at.autosave} id={at.id} /> : null}
            </InlineStack>
            <Box minHeight="20px">
              <Text as="p" tone={at.preview.refusal ? "critical" : "subdued"}>
                {hint()}
                {begins && !at.preview.asking ? (
                  <span className="lossbook-keys"> {t("hint.keys")}</span>
                ) : null}
              </Text>
            </Box>
            <div className="lossbook-halves">
              <Button
                size="large"
                fullWidth
                disabled={!readyToFlag()}
                loading={keep.busy}
                onClick={() =>
                  keep.keep(
                    null,
                    at.draft.lines.map((_, position) => position),
                  )
                }
              >
                {t("flag")}
              </Button>
              <Button
                variant="primary"
                size="large"
                fullWidth
                disabled={!begins}
                onClick={() => setConfirming(true)}
              >
                {t(mayWriteOff ? "goOn" : "ask", { count: units })}
              </Button>
            </div>
          </BlockStack>
        </Card>
      </div>
      <ConfirmDialog at={at} asks={!mayWriteOff} open={confirming} keep={keep} onClose={close} />
    </BlockStack>
  );

  function readyToFlag(): boolean {
    return at.draft.lines.length > 0 && at.draft.lines.every((line) => line.reasonId || at.draft.reasonId);
  }

  function hint(): string {
    if (at.draft.lines.length === 0) return t("hint.scan");
    if (!readyToFlag()) return t("hint.reason");
    if (at.preview.refusal?.unanswered) return t("hint.unanswered");
    if (at.preview.refusal) return t("hint.refused");
    return at.preview.asking ? t("hint.asking") : t("hint.ready");
  }
}
