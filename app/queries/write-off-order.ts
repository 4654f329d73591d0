import { Prisma } from "#app/db/generated/client.ts";
import { isDay } from "#app/domain/dates.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
import { value } from "./write-off-matching.ts";

type Sort = NonNullable<WriteOffFilter["sort"]>;
type Place = { newer: boolean; key: string; number: number };

/** What the list is ordered by, with the type its place is compared in and how an address writes it. */
const KEYS: Record<Sort, { key: Prisma.Sql; type: Prisma.Sql; told: Prisma.Sql; shape: RegExp }> = {
  number: {
    key: Prisma.sql`d.number`,
    type: Prisma.sql`int`,
    told: Prisma.sql`d.number::text`,
    shape: /^[1-9][0-9]{0,8}$/,
  },
  event: {
    key: Prisma.sql`d.event_date`,
    type: Prisma.sql`date`,
    told: Prisma.sql`to_char(d.event_date, 'YYYYMMDD')`,
    shape: /^[12][0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$/,
  },
  // Told one higher, because what has no value yet lies below nought, and an address has digits alone.
  value: {
    key: value,
    type: Prisma.sql`bigint - 1`,
    told: Prisma.sql`(${value} + 1)::text`,
    shape: /^[0-9]{1,16}$/,
  },
  units: {
    key: Prisma.sql`d.units`,
    type: Prisma.sql`int`,
    told: Prisma.sql`d.units::text`,
    shape: /^[0-9]{1,9}$/,
  },
};

/** Nobody finds out by sorting or filtering what they may not see. */
export function withoutValue({ valueFrom: _, valueTo: __, ...rest }: WriteOffFilter): WriteOffFilter {
  const { sort, ...more } = rest;
  return sort === "value" ? more : rest;
}

/** A place that belongs to another order, or to none, is the beginning. */
export function placeOf({ cursor, sort = "number" }: WriteOffFilter): Place | null {
  const [side, key = "", number = key] = cursor?.split("-") ?? [];
  if (!side || !KEYS[sort].shape.test(key) || !KEYS.number.shape.test(number)) return null;
  if (sort === "event" && !isDay(key.replace(/^(.{4})(..)/, "$1-$2-"))) return null;
  return { newer: side === "newer", key, number: Number(number) };
}

export function cursorOf({ sortKey, number }: { sortKey: string; number: number }): string {
  return sortKey === String(number) ? sortKey : `${sortKey}-${number}`;
}

export function sortKeyOf({ sort = "number" }: WriteOffFilter): Prisma.Sql {
  return KEYS[sort].told;
}

/** Where a page begins, and which way it goes from there; turning back goes the other way. */
export function orderOf(filter: WriteOffFilter): { from: Prisma.Sql; order: Prisma.Sql } {
  const { sort = "number" } = filter;
  const { key, type } = KEYS[sort];
  const place = placeOf(filter);
  const falling = (filter.order !== "up") !== Boolean(place?.newer);
  const side = falling ? Prisma.sql`<` : Prisma.sql`>`;
  const direction = falling ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const isByNumber = sort === "number";
  const order = isByNumber
    ? Prisma.sql`d.number ${direction}`
    : Prisma.sql`${key} ${direction}, d.number ${direction}`;
  if (!place) return { from: Prisma.empty, order };
  const from = isByNumber
    ? Prisma.sql`AND d.number ${side} ${place.number}`
    : Prisma.sql`AND (${key}, d.number) ${side} (${place.key}::${type}, ${place.number})`;
  return { from, order };
}
