import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../../shared/src/backend.ts";
import { uuid } from "../../shared/src/uuid.ts";

export type Photo = {
  id: string;
  file: File;
  /** The document it was sent for. */
  of: string;
  at: "sending" | "added" | "refused" | "lost";
  message: string;
};

export type Photos = {
  all: Photo[];
  isSending: boolean;
  add(files: File[]): void;
  again(photo: Photo): void;
};

/** Photos hang on the document to come, whichever id it goes by now; each keeps its own until it is there. */
export function usePhotos(documentId: string, onKept: () => void): Photos {
  const [all, setAll] = useState<Photo[]>([]);
  const kept = useRef(onKept);
  kept.current = onKept;

  const send = useCallback(async ({ id, file, of }: Photo) => {
    const form = new FormData();
    const words = { id, ownerKind: "document", ownerId: of, name: file.name };
    for (const [name, value] of Object.entries(words)) form.set(name, value);
    form.set("file", file, "file");
    const answer = await ask<object>("/api/evidence", form);
    const is: Pick<Photo, "at" | "message"> =
      answer.kind === "ok"
        ? { at: "added", message: "" }
        : answer.kind === "lost"
          ? { at: "lost", message: "" }
          : { at: "refused", message: answer.problems.map(({ message }) => message).join(" ") };
    setAll((before) => before.map((one) => (one.id === id ? { ...one, ...is } : one)));
    if (is.at === "added") kept.current();
  }, []);

  useEffect(() => {
    const left = all.filter(({ of }) => of !== documentId);
    if (left.length === 0) return;
    const moved = left.map(({ file }) => begun(file, documentId));
    setAll((before) => [...before.filter(({ of }) => of === documentId), ...moved]);
    for (const photo of moved) void send(photo);
  }, [all, documentId, send]);

  return {
    all,
    isSending: all.some(({ at }) => at === "sending"),
    add(files) {
      const fresh = files.filter((file) => !all.some((one) => isSame(one.file, file)));
      const photos = fresh.map((file) => begun(file, documentId));
      setAll((before) => [...before, ...photos]);
      for (const photo of photos) void send(photo);
    },
    again(photo) {
      setAll((before) => before.map((one) => (one.id === photo.id ? { ...one, at: "sending" } : one)));
      void send(photo);
    },
  };
}

function begun(file: File, of: string): Photo {
  return { id: uuid(), file, of, at: "sending", message: "" };
}

/** A field for files may tell those it told before as well. */
function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
