import { useAppBridge } from "@shopify/app-bridge-react";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { v7 } from "uuid";
import { type Refused, useAct } from "#app/components/use-act.ts";
import { reasonOf } from "#app/domain/draft/command-content.ts";
import type { WriteOff } from "./use-write-off.ts";

export type Keep = {
  busy: boolean;
  refusal: Refused | null;
  /** No answer: they are merely called unsellable. */
  keep(salvage: "mark-down" | "repair" | null, positions: number[]): void;
};

/** Takes lines out of the form and puts them on the list of their place: these goods stay. */
export function useKeep({ draft, change }: WriteOff, whenDone: () => void): Keep {
  const { t } = useTranslation("new");
  const shopify = useAppBridge();
  const keys = useRef<string[]>([]);
  const act = useAct<{ kept: number }>(
    useCallback(
      ({ kept }) => {
        change({ kind: "remove", keys: keys.current });
        shopify.toast.show(t("salvage.kept", { count: kept }));
        whenDone();
      },
      [change, shopify, t, whenDone],
    ),
  );
  return {
    busy: act.busy,
    refusal: act.refusal,
    keep(salvage, positions) {
      const lines = positions.flatMap((position) => draft.lines[position] ?? []);
      keys.current = lines.map(({ key }) => key);
      act.send("/app/drafts/kept", {
        ...(salvage ? { salvage } : {}),
        lines: lines.map((line) => ({
          id: v7(),
          itemId: line.variant.itemId,
          locationId: line.locationId,
          quantity: Number(line.quantity),
          reasonId: reasonOf(draft, line),
          ...(line.note.trim() ? { note: line.note.trim() } : {}),
          ...(line.draftLineId ? { draftLineId: line.draftLineId } : {}),
        })),
      });
    },
  };
}
