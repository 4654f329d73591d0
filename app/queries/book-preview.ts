import type { DeliveryState, Trouble } from "#app/domain/book/delivery.ts";
import { type Difference, differencesOf } from "#app/domain/book/difference.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { RemoteJournal } from "#app/ports/book.ts";
import type { DeliveriesPreview, PreviewedDelivery } from "#app/use-cases/book/preview-deliveries.ts";
import { type BookJournalView, toBookJournalView } from "./book-journal-view.ts";
import { type DifferenceView, toDifferenceViews } from "./difference-view.ts";

export type PreviewView = {
  organisationName: string;
  isRead: boolean;
  hasMore: boolean;
  method: string;
  deliveries: PreviewedView[];
};

export type PreviewedView = {
  key: string;
  /** Empty until it is formed. */
  reference: string;
  state: DeliveryState | null;
  trouble: Trouble | null;
  date: string;
  /** Null where roles have no account: then these. */
  ours: BookJournalView | null;
  roles: AccountRole[];
  tooLong: { lines: number; most: number } | null;
  /** Null where nobody could look, or there is no number to look for. */
  held: HeldJournal[] | null;
  changed: DifferenceView[] | null;
};

export type HeldJournal = {
  remoteId: string;
  state: RemoteJournal["state"];
  address: string | null;
  journal: BookJournalView;
  differences: DifferenceView[];
};

/** With the names a bookkeeper knows, for the page. */
export function previewView(preview: DeliveriesPreview): PreviewView {
  const { book, previews, hasMore, isRead } = preview;
  return {
    organisationName: book.organisationName,
    isRead,
    hasMore,
    method: book.method,
    deliveries: previews.map((one, at) => deliveryOf(preview, one, at)),
  };
}

function deliveryOf(preview: DeliveriesPreview, one: PreviewedDelivery, at: number): PreviewedView {
  const { row, date, plan, held, changed } = one;
  return {
    key: row?.id ?? String(at),
    reference: row?.reference ?? "",
    state: row?.state ?? null,
    trouble: row?.trouble ?? null,
    date,
    ours: plan.ok ? toBookJournalView(plan.journal, preview) : null,
    roles: plan.ok ? [] : plan.roles,
    tooLong: plan.ok ? null : (plan.tooLong ?? null),
    held: held?.map((journal) => heldOf(preview, one, journal)) ?? null,
    changed: changed && named(preview, changed),
  };
}

function heldOf(
  preview: DeliveriesPreview,
  { plan }: PreviewedDelivery,
  journal: RemoteJournal,
): HeldJournal {
  const { remoteId, state, address } = journal;
  return {
    remoteId,
    state,
    address,
    journal: toBookJournalView(journal, preview),
    differences: named(preview, plan.ok ? differencesOf(plan.journal, journal) : []),
  };
}

function named({ accounts, book }: DeliveriesPreview, differences: Difference[]): DifferenceView[] {
  return toDifferenceViews(differences, { accounts, currency: book.currency });
}
