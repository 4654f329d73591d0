import type { AccountRole } from "../journal/account-role.ts";

/** What became of the goods. */
export const DISPOSALS = [
  "destroyed",
  "recycled",
  "donated",
  "returned-to-supplier",
  "sold-as-scrap",
  "kept-for-parts",
] as const;
export type Disposal = (typeof DISPOSALS)[number];

export function isDisposal(value: string): value is Disposal {
  return (DISPOSALS as readonly string[]).includes(value);
}

/** A gift is not a loss: it has an expense account of its own, whatever the reason was. */
export function roleOfDisposal(disposal: Disposal | null): AccountRole | null {
  return disposal === "donated" ? "donation-expense" : null;
}
