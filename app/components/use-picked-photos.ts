import { useCallback, useState } from "react";
import { limits } from "#app/domain/limits.ts";

export type PickedPhoto = { id: string; file: File; of: string | null };

export type PickedPhotos = {
  /** Those that are not among the kept ones yet. */
  waiting: PickedPhoto[];
  room: number;
  /** What shows one thing among several is named after it. */
  pick(files: FileList | null, of?: { key: string; name: string }): void;
  drop(id: string): void;
  countOf(key: string): number;
};

/** What was taken or chosen on this page, on its way to what it hangs on. */
export function usePickedPhotos(kept: { id: string; withdrawn?: unknown }[]): PickedPhotos {
  const [picked, setPicked] = useState<PickedPhoto[]>([]);
  const ids = new Set(kept.map(({ id }) => id));
  // What was withdrawn makes room again.
  const counting = kept.filter(({ withdrawn }) => !withdrawn);
  const waiting = picked.filter(({ id }) => !ids.has(id));
  const room = Math.max(0, limits.evidencePerOwner - counting.length - waiting.length);
  const pick = useCallback<PickedPhotos["pick"]>(
    (files, of) => {
      const chosen = [...(files ?? [])].slice(0, room).map((file) => ({
        id: crypto.randomUUID(),
        file: of ? named(file, of.name) : file,
        of: of?.key ?? null,
      }));
      setPicked((before) => [...before, ...chosen]);
    },
    [room],
  );
  return {
    waiting,
    room,
    pick,
    drop: (id) => setPicked((all) => all.filter((one) => one.id !== id)),
    countOf: (key) => picked.filter(({ of }) => of === key).length,
  };
}

function named(file: File, name: string): File {
  const ending = /\.\w+$/.exec(file.name)?.[0] ?? "";
  return new File([file], `${name.replaceAll(/[/\\]/g, "-")}${ending}`, { type: file.type });
}
