import type { LossSum } from "./loss-rows.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type LossFigure = { units: number; value: WireMoney | null };

export type LossBar = LossFigure & {
  id: string;
  name: string;
  before: LossFigure;
  /** Of the longest bar, 0 to 1; what came back more than was lost has no length. */
  share: number;
  shareBefore: number;
};

/** Value only for whoever may see it; units for everybody. */
export function toFigure(
  rows: Partial<LossSum>[],
  { currency, seesCost }: { currency: string; seesCost: boolean },
): LossFigure {
  const units = Number(rows.reduce((sum, row) => sum + (row.units ?? 0n), 0n));
  const value = rows.reduce((sum, row) => sum + (row.value ?? 0n), 0n);
  return { units, value: seesCost && currency ? toWireMoney(value, currency) : null };
}

type Wanted<Row> = {
  idOf: (row: Row) => string;
  nameOf: (id: string) => string;
  by: "value" | "units";
  figure: (rows: Row[]) => LossFigure;
  most: number;
};

/** The longest first; each beside what it was in the period before, all in one measure. */
export function barsOf<Row extends Partial<LossSum> & { when: string }>(
  rows: Row[],
  { idOf, nameOf, by, figure, most }: Wanted<Row>,
): LossBar[] {
  const sized = [...Map.groupBy(rows, idOf)].map(([id, own]) => {
    const now = own.filter((row) => row.when === "now");
    const before = own.filter((row) => row.when === "before");
    return { id, now, before, size: sizeOf(now, by), sizeBefore: sizeOf(before, by) };
  });
  const longest = sized
    .filter(({ now }) => now.length > 0)
    .toSorted((left, right) => right.size - left.size || left.id.localeCompare(right.id))
    .slice(0, most);
  const greatest = Math.max(1, ...longest.flatMap(({ size, sizeBefore }) => [size, sizeBefore]));
  return longest.map(({ id, now, before, size, sizeBefore }) => ({
    id,
    name: nameOf(id),
    ...figure(now),
    before: figure(before),
    share: Math.max(0, size) / greatest,
    shareBefore: Math.max(0, sizeBefore) / greatest,
  }));
}

function sizeOf(rows: Partial<LossSum>[], by: "value" | "units"): number {
  return Number(rows.reduce((sum, row) => sum + (row[by] ?? 0n), 0n));
}
