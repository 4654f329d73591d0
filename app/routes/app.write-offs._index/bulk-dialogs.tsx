import type { IncidentChoice } from "#app/queries/incident-choices.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { ReverseDialog } from "./reverse-dialog.tsx";
import { TagDialog } from "./tag-dialog.tsx";
import type { Wish } from "./use-selected.ts";

export type BulkAct = "reverse" | "tag" | "export";

type Props = {
  act: BulkAct;
  wish: Wish;
  incidents: IncidentChoice[];
  onClose(): void;
  onDone(): void;
};

export function BulkDialogs({ act, wish, incidents, onClose, onDone }: Props) {
  switch (act) {
    case "reverse":
      return <ReverseDialog wish={wish} onClose={onClose} />;
    case "tag":
      return <TagDialog wish={wish} incidents={incidents} onClose={onClose} onDone={onDone} />;
    case "export":
      return <ExportDialog wish={wish} onClose={onClose} onDone={onDone} />;
  }
}
