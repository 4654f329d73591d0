import { BlockStack, Text } from "@shopify/polaris";
import { type DragEvent, useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Owner } from "#app/domain/evidence/evidence-command.ts";
import { limits } from "#app/domain/limits.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import { KeptPhoto } from "./kept-photo.tsx";
import { PhotoUpload, type PickedPhoto } from "./photo-upload.tsx";

const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.heic,.heif";

type Props = {
  /** What the photos hang on; it may be to come. */
  owner: Owner;
  kept: EvidenceView[];
  timeZone: string;
  mayAdd: boolean;
  /** May have bytes erased for good. */
  mayErase?: boolean;
  /** It has not been submitted: what is taken away needs no cause. */
  isDraft?: boolean;
  /** Something was added or taken away: a preview that asked for a photo should be asked again. */
  onChange?(): void;
};

/** Photos and files of one thing: taken, chosen or dropped here, and those that are there. */
export function PhotoField({ owner, kept, onChange, ...may }: Props) {
  const { t } = useTranslation("evidence");
  const [picked, setPicked] = useState<PickedPhoto[]>([]);
  const [isOver, setOver] = useState(false);
  const [said, setSaid] = useState("");
  const ids = new Set(kept.map(({ id }) => id));
  const room = limits.evidencePerOwner - kept.length - picked.length;

  function pick(files: FileList | null) {
    const chosen = [...(files ?? [])].slice(0, Math.max(0, room));
    setPicked((before) => [...before, ...chosen.map((file) => ({ id: crypto.randomUUID(), file }))]);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    pick(event.dataTransfer.files);
  }
  const onAdded = useCallback(() => {
    setSaid(t("announced"));
    onChange?.();
  }, [t, onChange]);
  const onDropped = useCallback((id: string) => setPicked((all) => all.filter((one) => one.id !== id)), []);

  const waiting = picked.filter(({ id }) => !ids.has(id));
  return (
    <BlockStack gap="300">
      {may.mayAdd && room > 0 ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped here; the buttons do the same
        <div
          className={isOver ? "lossbook-drop lossbook-drop-over" : "lossbook-drop"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <PickButton label={t("take")} accept="image/*" camera onPick={pick} />
          <PickButton label={t("choose")} accept={ACCEPTED} onPick={pick} />
          <Text as="p" tone="subdued" variant="bodySm">
            {t("help", { megabytes: limits.evidenceBytesMax / 1_000_000 })}
          </Text>
        </div>
      ) : null}
      {kept.length + waiting.length > 0 ? (
        <ul className="lossbook-photos">
          {kept.map((evidence) => (
            <KeptPhoto
              key={evidence.id}
              evidence={evidence}
              timeZone={may.timeZone}
              mayWithdraw={may.mayAdd}
              mayErase={may.mayErase ?? false}
              isDraft={may.isDraft ?? false}
              onChange={onChange}
            />
          ))}
          {waiting.map((photo) => (
            <PhotoUpload key={photo.id} owner={owner} photo={photo} onAdded={onAdded} onDropped={onDropped} />
          ))}
        </ul>
      ) : null}
      <span className="lossbook-heard" aria-live="polite">
        {said}
      </span>
    </BlockStack>
  );
}

type Pick = { label: string; accept: string; camera?: boolean; onPick(files: FileList | null): void };

/** The browser's own field for files under a label that looks as a button does. */
function PickButton({ label, accept, camera = false, onPick }: Pick) {
  const id = useId();
  return (
    <span className={camera ? "lossbook-file-pick lossbook-file-pick-camera" : "lossbook-file-pick"}>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={!camera}
        {...(camera ? { capture: "environment" as const } : {})}
        onChange={(event) => {
          onPick(event.target.files);
          // The same file may be chosen again after it was dropped.
          event.target.value = "";
        }}
      />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
