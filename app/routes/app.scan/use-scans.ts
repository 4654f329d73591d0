import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fullNameOf } from "#app/components/item-name.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import { parseScanText } from "#app/domain/scan/scan-text.ts";
import type { VariantView } from "#app/queries/found-variant.ts";
import { lineToRaise } from "../app.write-offs.new/draft.ts";
import type { WriteOff } from "../app.write-offs.new/use-write-off.ts";
import { type Signal, signal } from "./signal.ts";
import { useLookups, type Wanted } from "./use-lookups.ts";

export type Said = { tone: "success" | "warning"; text: string; count: number };
export type Unknown = { code: string; quantity: number };
export type Choice = { code: string; quantity: number; variants: VariantView[] };

export type Scans = {
  said: Said | null;
  waiting: number;
  /** How many the next scan counts as; null: one. */
  pending: number | null;
  unknown: Unknown[];
  choice: Choice | null;
  scan(text: string): void;
  take(variant: VariantView, quantity: number): void;
  link(code: string, variant: VariantView): void;
  forget(code: string): void;
  leave(): void;
  undo(): void;
};

/** From what was scanned to a line of the form; what is not clear stays on the screen and stops nobody. */
export function useScans(at: WriteOff, { locationId, muted }: { locationId: string; muted: boolean }): Scans {
  const { t } = useTranslation("scan");
  const problem = useProblemWords();
  const [said, setSaid] = useState<Said | null>(null);
  const [pending, setPending] = useState<number | null>(null);
  const [unknown, setUnknown] = useState<Unknown[]>([]);
  const [choice, setChoice] = useState<Choice | null>(null);
  const lookups = useLookups(told);

  function say(kind: Signal, text: string) {
    signal(kind, { muted });
    setSaid((before) => ({
      tone: kind === "ok" ? "success" : "warning",
      text,
      count: (before?.count ?? 0) + 1,
    }));
  }

  function scan(text: string) {
    const meaning = parseScanText(text);
    if (meaning.kind === "nothing") return;
    if (meaning.kind === "quantity") return setPending(meaning.quantity);
    const quantity = meaning.kind === "code" ? (meaning.quantity ?? pending) : pending;
    // A short number is looked up before it is taken for a quantity, so what waits is kept until it is known.
    if (meaning.kind === "code") setPending(null);
    lookups.ask({
      code: meaning.code,
      quantity,
      number: meaning.kind === "number" ? meaning.quantity : null,
    });
  }

  function told({ code, quantity, number }: Wanted, variants: VariantView[] | null) {
    if (variants === null) return say("unknown", t("said.unanswered", { code }));
    const [only] = variants;
    if (only === undefined) {
      if (number !== null) return setPending(number);
      setUnknown((before) => [
        { code, quantity: (before.find((one) => one.code === code)?.quantity ?? 0) + (quantity ?? 1) },
        ...before.filter((one) => one.code !== code),
      ]);
      return say("unknown", t("said.unknown", { code }));
    }
    if (number !== null) setPending(null);
    if (variants.length === 1) return take(only, quantity ?? 1);
    setChoice({ code, quantity: quantity ?? 1, variants });
    say("unknown", t("said.several", { code, count: variants.length }));
  }

  function take(variant: VariantView, quantity: number) {
    setChoice(null);
    const item = fullNameOf(variant);
    if (variant.refusal) return say("unknown", problem(variant.refusal));
    const level = variant.levels.find((one) => !locationId || one.locationId === locationId);
    if (!level || level.refusal?.code === "inactive-location" || level.refusal?.code === "not-stocked-here")
      return say("over", t("said.notHere", { item }));
    const place = locationId || undefined;
    const before = lineToRaise(at.draft, variant.itemId, place);
    const total = (Number(before?.quantity) || 0) + quantity;
    at.change({ kind: "add", variant, quantity, ...(place ? { locationId: place } : {}) });
    const facts = { item, count: total, available: level.available };
    if (total > level.available) say("over", t("said.over", facts));
    else say("ok", t("said.added", facts));
  }

  return {
    said,
    waiting: lookups.waiting,
    pending,
    unknown,
    choice,
    scan,
    take,
    link(code, variant) {
      lookups.link(code, variant);
      const quantity = unknown.find((one) => one.code === code)?.quantity ?? 1;
      setUnknown(unknown.filter((one) => one.code !== code));
      take(variant, quantity);
    },
    forget: (code) => setUnknown(unknown.filter((one) => one.code !== code)),
    leave: () => setChoice(null),
    undo() {
      if (at.draft.past.length === 0) return;
      at.change({ kind: "undo" });
      setPending(null);
      say("ok", t("said.undone"));
    },
  };
}
