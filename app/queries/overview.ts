import { inShop } from "#app/db/in-shop-transaction.ts";
import { dayIn } from "#app/domain/dates.ts";
import {
  firstOf,
  monthsUpTo,
  type Period,
  parsePeriod,
  piecesOf,
  previous,
} from "#app/domain/insight/period.ts";
import { FAMILIES } from "#app/domain/reason/reason.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { barsOf, type LossBar, type LossFigure, toFigure } from "./loss-bars.ts";
import {
  firstMonth,
  type ItemRow,
  itemsBefore,
  type LossSum,
  monthRows,
  type PlaceRow,
  placeRows,
  type TradeRow,
  topItems,
  tradeRows,
} from "./loss-rows.ts";

export type Overview = {
  period: Period;
  /** Every month since the first loss, the newest first, and at least a year of them. */
  monthChoices: string[];
  costHidden: boolean;
  total: LossFigure & { unvalued: number; back: number };
  before: LossFigure;
  families: LossBar[];
  reasons: LossBar[];
  locations: LossBar[];
  items: LossBar[];
  vendors: LossBar[];
  productTypes: LossBar[];
  /** Reasons that are no loss of goods: corrected records, own use. */
  apart: LossBar[];
  worth: LossFigure | null;
  months: (LossFigure & { id: string; share: number })[];
};

const SHOWN = 5;
const MONTHS_SHOWN = 12;
const MONTHS_CHOSEN_MAX = 240;

/** What was lost, read from totals that the database keeps; never from lines. */
export async function overview(
  ctx: ShopContext,
  { period: asked, seesCost }: { period: string; seesCost: boolean },
): Promise<Overview> {
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  const period = parsePeriod(asked, today);
  const { shopId } = ctx;
  const { currency } = ctx.shop;
  const pieces = { now: piecesOf(period, today), before: piecesOf(period.before, today) };
  const wanted = { shopId, currency, ...pieces };
  const by = seesCost ? "value" : "units";
  const lastMonth = period.kind === "month" ? period.id : period.to.slice(0, 7);
  const months = monthsUpTo(lastMonth, MONTHS_SHOWN);
  const read = await inShop(ctx.database, shopId, async (tx) => {
    const top = { shopId, currency, period, by } as const;
    const [best, places, trades, byMonth, reasons, locations, first] = await Promise.all([
      topItems(tx, top, SHOWN),
      placeRows(tx, wanted),
      tradeRows(tx, wanted),
      monthRows(tx, { shopId, currency, from: firstOf(months[0] ?? lastMonth), to: firstOf(lastMonth) }),
      tx.$queryRaw<Named[]>`SELECT id, label AS name FROM reason WHERE shop_id = ${shopId}::uuid`,
      tx.$queryRaw<
        Named[]
      >`SELECT location_id AS id, name FROM location_mirror WHERE shop_id = ${shopId}::uuid`,
      firstMonth(tx, shopId),
    ]);
    const earlier = await itemsBefore(
      tx,
      wanted,
      best.map(({ itemId }) => itemId),
    );
    return { places, trades, byMonth, reasons, locations, best, earlier, first };
  });
  const figure = (rows: Partial<LossSum>[]) => toFigure(rows, { currency, seesCost });
  const lost = read.places.filter((row) => row.class === "loss");
  const now = lost.filter((row) => row.when === "now");
  const bars = <Row extends Partial<LossSum> & { when: string }>(
    rows: Row[],
    idOf: (row: Row) => string,
    nameOf: (id: string) => string = (id) => id,
    most = SHOWN,
  ) => barsOf(rows, { idOf, nameOf, by, figure, most });
  const reasonName = namesOf(read.reasons);
  return {
    period,
    monthChoices: monthsSince(read.first, today.slice(0, 7)),
    costHidden: !seesCost,
    total: { ...figure(now), unvalued: count(now, "unvalued"), back: count(now, "back") },
    before: figure(lost.filter((row) => row.when === "before")),
    families: bars(lost, (row) => row.family, undefined, FAMILIES.length),
    reasons: bars(lost, (row) => row.reasonId, reasonName),
    locations: bars(lost, (row) => row.locationId, namesOf(read.locations)),
    items: itemBars(read.best, read.earlier, bars),
    vendors: bars(
      read.trades.filter(({ vendor }) => vendor !== ""),
      (row: TradeRow) => row.vendor,
    ),
    productTypes: bars(
      read.trades.filter(({ productType }) => productType !== ""),
      (row: TradeRow) => row.productType,
    ),
    apart: bars(
      read.places.filter((row: PlaceRow) => row.class === "apart"),
      (row) => row.reasonId,
      reasonName,
    ),
    worth: worthOf(read.places, figure),
    months: monthsOf(months, read.byMonth, { figure, by }),
  };
}

type Named = { id: string; name: string };
type Bars = (
  rows: (Partial<LossSum> & { when: string; id: string })[],
  idOf: (row: { id: string }) => string,
  nameOf: (id: string) => string,
) => LossBar[];

function namesOf(named: Named[]): (id: string) => string {
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id.split("/").at(-1) ?? id;
}

function itemBars(best: ItemRow[], earlier: (LossSum & { itemId: string })[], bars: Bars): LossBar[] {
  const names = new Map(best.map((row) => [row.itemId, titleOf(row)]));
  const rows = [
    ...best.map((row) => ({ ...row, id: row.itemId, when: "now" })),
    ...earlier.map((row) => ({ ...row, id: row.itemId, when: "before" })),
  ];
  return bars(
    rows,
    (row) => row.id,
    (id) => names.get(id) ?? id,
  );
}

function titleOf({ title, variantTitle }: ItemRow): string {
  return [title, variantTitle].filter(Boolean).join(" · ");
}

function worthOf(places: PlaceRow[], figure: (rows: PlaceRow[]) => LossFigure): LossFigure | null {
  const rows = places.filter((row) => row.class === "worth" && row.when === "now");
  return rows.length > 0 ? figure(rows) : null;
}

function monthsOf(
  ids: string[],
  rows: { month: string; units: bigint; value: bigint }[],
  { figure, by }: { figure: (rows: Partial<LossSum>[]) => LossFigure; by: "value" | "units" },
) {
  const sizes = rows.map((row) => Number(row[by]));
  const greatest = Math.max(1, ...sizes);
  return ids.map((id) => {
    const own = rows.filter((row) => row.month === id);
    return { id, ...figure(own), share: Math.max(0, Number(own[0]?.[by] ?? 0)) / greatest };
  });
}

function monthsSince(first: string | null, last: string): string[] {
  const months = monthsUpTo(last, MONTHS_SHOWN).toReversed();
  while (first !== null && first < (months.at(-1) ?? first) && months.length < MONTHS_CHOSEN_MAX)
    months.push(previous(months.at(-1) ?? last));
  return months;
}

function count(rows: LossSum[], name: "unvalued" | "back"): number {
  return Number(rows.reduce((sum, row) => sum + row[name], 0n));
}
