import { useState } from "preact/hooks";
import { t } from "../../shared/src/text.ts";
import type { Photo, Photos } from "./use-photos.ts";

const accepted = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf";

type Props = {
  photos: Photos;
  needed: boolean;
  disabled: boolean;
  /** Where photos can be added if this window gets none. */
  elsewhere: string;
};

/** On a telephone the field offers the camera as well. */
export function PhotosPart({ photos, needed, disabled, elsewhere }: Props) {
  const [isUnread, setUnread] = useState(false);
  const label = needed ? t("photos.needed") : t("photos.label");
  return (
    <s-stack direction="block" gap="small-200">
      <s-drop-zone
        label={label}
        accessibilityLabel={label}
        accept={accepted}
        multiple
        required={needed}
        disabled={disabled}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])].filter((each) => each instanceof File);
          setUnread(files.length === 0);
          photos.add(files);
        }}
      />
      {isUnread && (
        <s-stack direction="inline" gap="small-200">
          <s-text>{t("photos.unread")}</s-text>
          <s-link href={elsewhere}>{t("photos.inApp")}</s-link>
        </s-stack>
      )}
      {needed && !isUnread && photos.all.length === 0 && <s-link href={elsewhere}>{t("photos.goOn")}</s-link>}
      {photos.all.map((photo) => (
        <Row key={photo.id} photo={photo} onAgain={() => photos.again(photo)} />
      ))}
    </s-stack>
  );
}

function Row({ photo, onAgain }: { photo: Photo; onAgain: () => void }) {
  const { name } = photo.file;
  switch (photo.at) {
    case "sending":
      return (
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-spinner accessibilityLabel={t("photos.sending", { name })} />
          <s-text color="subdued">{t("photos.sending", { name })}</s-text>
        </s-stack>
      );
    case "added":
      return <s-text>{t("photos.added", { name })}</s-text>;
    case "refused":
      return <s-text tone="critical">{t("photos.refused", { name, message: photo.message })}</s-text>;
    case "lost":
      return (
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-text tone="critical">{t("photos.lost", { name })}</s-text>
          <s-button accessibilityLabel={t("photos.againOne", { name })} onClick={onAgain}>
            {t("again")}
          </s-button>
        </s-stack>
      );
  }
}
