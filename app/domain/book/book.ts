import { type Day, daysAfter } from "../dates.ts";

/** How many entries one remote journal holds: those of a document, of a day, or of a month. */
export const CADENCES = ["document", "day", "month"] as const;
export type Cadence = (typeof CADENCES)[number];

/**
 * How the book keeps its stock. Where nothing moves through an inventory account (periodic books), a
 * write-off is a reclass within the cost of sales, or a report and nothing more.
 */
export const METHODS = ["perpetual", "reclass", "reports-only"] as const;
export type Method = (typeof METHODS)[number];

export type BookState = "setting-up" | "connected" | "signed-out" | "disconnected";

/** What was answered to: does anything else already book your stock? */
export const STOCK_BOOKERS = ["nobody", "another-app", "the-book"] as const;
export type StockBooker = (typeof STOCK_BOOKERS)[number];

const PREFIX_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const PREFIX_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const NUMBER_MAX = 9_999_999;

/** Four signs of a random id, the first a letter: unique to the book, by the database's own word. */
export function prefixOf(id: string): string {
  const bits = BigInt(`0x${id.replaceAll("-", "").slice(-12)}`);
  const letter = PREFIX_LETTERS[Number(bits % BigInt(PREFIX_LETTERS.length))] ?? "L";
  const signs = [8n, 14n, 20n].map((shift) => PREFIX_SIGNS[Number((bits >> shift) & 31n)]);
  return `${letter}${signs.join("")}`;
}

/** What a journal is found by: eleven characters, so that none of a book begins another. */
export function referenceOf(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(7, "0")}`;
}

/** The first day of this month that is open here and there; today where all of the month is closed. */
export function startOf(facts: { today: Day; lockDate: Day | null; closedThrough: Day | null }): Day {
  const { today, lockDate, closedThrough } = facts;
  const open = [lockDate, closedThrough].flatMap((day) => (day === null ? [] : [daysAfter(day, 1)]));
  const [last = today] = [`${today.slice(0, 8)}01`, ...open].sort().reverse();
  return last < today ? last : today;
}

/** What is counted there as stock: a reclass within the cost of sales never touches it. */
export function isStockKind(kind: string): boolean {
  return kind === "inventory" || kind === "current-asset";
}
