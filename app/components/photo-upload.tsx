import { useFetcher } from "@remix-run/react";
import { Button, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Owner } from "#app/domain/evidence/evidence-command.ts";
import type { Answer } from "./answered.ts";
import { PhotoTile } from "./photo-tile.tsx";
import { useProblemWords } from "./problem-words.ts";
import { shrinkPhoto } from "./shrink-photo.ts";
import type { PickedPhoto } from "./use-picked-photos.ts";

type Props = {
  owner: Owner;
  photo: PickedPhoto;
  onAdded(id: string): void;
  onDropped(id: string): void;
};

/** One file on its way. It keeps its id, so trying again never adds it twice. */
export function PhotoUpload({ owner, photo, onAdded, onDropped }: Props) {
  const { t } = useTranslation("evidence");
  const words = useProblemWords();
  const { submit, state, data } = useFetcher<Answer<{ id: string }>>({ key: `photo ${photo.id}` });
  const [isMadeSmaller, setMadeSmaller] = useState(false);
  const begun = useRef(false);
  const told = useRef(false);
  const { id, file } = photo;
  const { kind: ownerKind, id: ownerId } = owner;

  const send = useCallback(async () => {
    setMadeSmaller(true);
    const bytes = await shrinkPhoto(file);
    setMadeSmaller(false);
    const form = new FormData();
    for (const [name, value] of Object.entries({ id, ownerKind, ownerId, name: file.name }))
      form.set(name, value);
    form.set("file", bytes, "file");
    submit(form, { method: "post", action: "/app/evidence", encType: "multipart/form-data" });
  }, [submit, file, id, ownerKind, ownerId]);

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void send();
  }, [send]);

  // At once: when the page has been read again this row may be gone, because what was kept stands there.
  useEffect(() => {
    if (!data?.ok || told.current) return;
    told.current = true;
    onAdded(id);
  }, [data, id, onAdded]);

  const answer = state === "idle" ? data : undefined;
  const isSending = isMadeSmaller || state !== "idle" || !data;
  const refusal = answer && !answer.ok ? answer : null;
  const said = refusal?.problems.map(words).join(" ") || t("lost");
  return (
    <PhotoTile name={file.name} file={file}>
      {refusal ? (
        <>
          <Text as="p" tone="critical">
            {said}
          </Text>
          <InlineStack gap="200">
            <Button onClick={() => void send()} accessibilityLabel={t("againOne", { name: file.name })}>
              {t("again")}
            </Button>
            <Button
              variant="tertiary"
              onClick={() => onDropped(id)}
              accessibilityLabel={t("dropOne", { name: file.name })}
            >
              {t("drop")}
            </Button>
          </InlineStack>
        </>
      ) : (
        <InlineStack gap="200" blockAlign="center">
          {isSending ? <Spinner size="small" accessibilityLabel="" /> : null}
          <Text as="span" tone="subdued">
            {t(isMadeSmaller ? "preparing" : isSending ? "sending" : "added")}
          </Text>
        </InlineStack>
      )}
    </PhotoTile>
  );
}
