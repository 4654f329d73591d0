import type { SeenDelivery } from "#app/use-cases/book/look-at-delivery.ts";
import { type BookJournalView, toBookJournalView } from "./book-journal-view.ts";
import { type DifferenceView, toDifferenceViews } from "./difference-view.ts";

export type HeldView = {
  journals: {
    id: string;
    reference: string;
    state: "posted" | "draft" | "voided" | "deleted";
    address: string | null;
    journal: BookJournalView;
  }[];
  differences: DifferenceView[];
};

export function toHeldView(seen: SeenDelivery): HeldView {
  const { held, differences, accounts, currency } = seen;
  return {
    journals: held.map((one) => ({
      id: one.remoteId,
      reference: one.reference,
      state: one.state,
      address: one.address,
      journal: toBookJournalView(one, seen),
    })),
    differences: toDifferenceViews(differences, { accounts, currency }),
  };
}
