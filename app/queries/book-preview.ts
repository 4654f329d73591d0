import type { DeliveryScope, DeliveryState, Trouble } from "#app/domain/book/delivery.ts";
import { type Difference, differencesOf } from "#app/domain/book/difference.ts";
import type { BookJournal } from "#app/domain/book/journal.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { DeliveriesPreview, PreviewedDelivery } from "#app/use-cases/book/preview-deliveries.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

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
  scope: DeliveryScope | null;
  state: DeliveryState | null;
  trouble: Trouble | null;
  date: string;
  memo: string;
  /** Null where roles have no account: then these. */
  lines: PreviewLine[] | null;
  roles: AccountRole[];
  /** Null where nobody could look, or there is no number to look for. */
  held: HeldView[] | null;
  changed: DifferenceView[] | null;
};

export type PreviewLine = {
  account: string;
  side: "D" | "C";
  amount: WireMoney | null;
  memo: string;
  marks: string[];
};
export type HeldView = {
  remoteId: string;
  state: string;
  address: string | null;
  date: string;
  lines: PreviewLine[];
  differences: DifferenceView[];
};
export type DifferenceView =
  | { what: "date" | "currency"; ours: string; theirs: string }
  | { what: "line"; whose: "ours" | "theirs"; account: string; side: "D" | "C"; amount: WireMoney | null };

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
  const { row, plan, held, changed } = one;
  return {
    key: row?.id ?? String(at),
    reference: row?.reference ?? "",
    scope: row?.scope ?? null,
    state: row?.state ?? null,
    trouble: row?.trouble ?? null,
    date: one.date,
    memo: plan.ok ? plan.journal.memo : "",
    lines: plan.ok ? linesOf(preview, plan.journal) : null,
    roles: plan.ok ? [] : plan.roles,
    held: row && held ? held.map((journal) => heldOf(preview, one, journal)) : null,
    changed: changed?.map((difference) => differenceOf(preview, difference)) ?? null,
  };
}

function heldOf(
  preview: DeliveriesPreview,
  { plan }: PreviewedDelivery,
  journal: NonNullable<PreviewedDelivery["held"]>[number],
): HeldView {
  const { remoteId, state, address, date } = journal;
  const differences = plan.ok ? differencesOf(plan.journal, journal) : [];
  return {
    remoteId,
    state,
    address,
    date,
    lines: linesOf(preview, journal),
    differences: differences.map((difference) => differenceOf(preview, difference)),
  };
}

function linesOf(preview: DeliveriesPreview, { lines, currency }: BookJournal): PreviewLine[] {
  return lines.map(({ accountId, side, amountMinor, memo, dimensions }) => ({
    account: accountOf(preview, accountId),
    side,
    amount: toWireMoney(amountMinor, currency),
    memo,
    marks: dimensions.map((mark) => {
      const dimension = preview.dimensions.find(({ id }) => id === mark.dimensionId);
      const option = dimension?.options.find(({ id }) => id === mark.optionId);
      return `${dimension?.name ?? mark.dimensionId}: ${option?.name ?? mark.optionId}`;
    }),
  }));
}

function differenceOf(preview: DeliveriesPreview, difference: Difference): DifferenceView {
  if (difference.what !== "line") return difference;
  const { accountId, amountMinor, ...rest } = difference;
  const amount = toWireMoney(amountMinor, preview.book.currency);
  return { ...rest, account: accountOf(preview, accountId), amount };
}

function accountOf({ accounts }: DeliveriesPreview, accountId: string): string {
  const account = accounts.find(({ id }) => id === accountId);
  return account ? [account.code, account.name].filter(Boolean).join(" ") : accountId;
}
