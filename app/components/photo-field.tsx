import { BlockStack, Text } from "@shopify/polaris";
import { type DragEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Owner } from "#app/domain/evidence/evidence-command.ts";
import { limits } from "#app/domain/limits.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import { KeptPhoto } from "./kept-photo.tsx";
import { PhotoUpload } from "./photo-upload.tsx";
import { PickButton } from "./pick-button.tsx";
import { type PickedPhotos, usePickedPhotos } from "./use-picked-photos.ts";

const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.heic,.heif";

type Props = {
  /** What the photos hang on; it may be to come. */
  owner: Owner;
  kept: EvidenceView[];
  /** Where photos are taken elsewhere on the page too. */
  picks?: PickedPhotos;
  timeZone: string;
  mayAdd: boolean;
  /** Which of them this person may take away, where that is not each of them. */
  mayWithdraw?: string[];
  /** May have bytes erased for good. */
  mayErase?: boolean;
  /** It has not been submitted: what is taken away needs no cause. */
  isDraft?: boolean;
  /** Something was added or taken away: a preview that asked for a photo should be asked again. */
  onChange?(): void;
};

/** Photos and files of one thing: taken, chosen or dropped here, and those that are there. */
export function PhotoField({ owner, kept, picks, onChange, ...may }: Props) {
  const { t } = useTranslation("evidence");
  const own = usePickedPhotos(kept);
  const { waiting, room, pick, drop: leaveOut } = picks ?? own;
  const [isOver, setOver] = useState(false);
  const [said, setSaid] = useState("");

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    pick(event.dataTransfer.files);
  }
  const onAdded = useCallback(() => {
    setSaid(t("announced"));
    onChange?.();
  }, [t, onChange]);
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
          <PickButton
            label={t("take")}
            accept="image/*"
            camera
            className="lossbook-file-pick-camera"
            onPick={pick}
          />
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
              mayWithdraw={may.mayWithdraw?.includes(evidence.id) ?? may.mayAdd}
              mayErase={may.mayErase ?? false}
              isDraft={may.isDraft ?? false}
              onChange={onChange}
            />
          ))}
          {waiting.map((photo) => (
            <PhotoUpload key={photo.id} owner={owner} photo={photo} onAdded={onAdded} onDropped={leaveOut} />
          ))}
        </ul>
      ) : null}
      <span className="lossbook-heard" aria-live="polite">
        {said}
      </span>
    </BlockStack>
  );
}
