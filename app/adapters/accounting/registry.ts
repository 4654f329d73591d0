import type { BookKind, BookVendor } from "#app/ports/book.ts";
import type { QuickbooksSettings } from "./quickbooks/config.ts";
import { createQuickbooks } from "./quickbooks/index.ts";
import type { XeroSettings } from "./xero/config.ts";
import { createXero } from "./xero/index.ts";

/** What the environment says about the books; null where nothing is said. */
export type BookSettings = {
  quickbooks: QuickbooksSettings | null;
  xero: XeroSettings | null;
};

/** The kinds of book this installation can sign in to; the others are not offered. */
export function vendorsOf({ quickbooks, xero }: BookSettings): ReadonlyMap<BookKind, BookVendor> {
  const vendors = [
    quickbooks && createQuickbooks({ settings: quickbooks }),
    xero && createXero({ settings: xero }),
  ];
  return new Map(vendors.flatMap((vendor) => (vendor ? [[vendor.capabilities.kind, vendor]] : [])));
}
