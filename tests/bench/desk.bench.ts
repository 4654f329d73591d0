// What the desk's screens cost in a shop with a million documents and three million lines, in the database's own
// time: `npm run bench desk`. DOCUMENTS=20000 makes a smaller one.

import { migrate } from "../../app/db/migrate.ts";
import { openDatabase } from "../../app/db/open-database.ts";
import { filterChoices } from "../../app/queries/filter-choices.ts";
import { overview } from "../../app/queries/overview.ts";
import { selection } from "../../app/queries/selection.ts";
import { taskCounts } from "../../app/queries/task-counts.ts";
import type { WriteOffFilter } from "../../app/queries/write-off-filter.ts";
import { writeOffList } from "../../app/queries/write-off-list.ts";
import type { ShopContext } from "../../app/use-cases/shop-context.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { makeBigDesk } from "./big-desk.ts";
import { figuresOf, inWords } from "./figures.ts";

const DOCUMENTS = Number(process.env.DOCUMENTS ?? 1_000_000);
const ROUNDS = 15;
const WARM_UP = 3;
const DATABASE_MS_MAX = 50;

const place = (number: number) => `gid://shopify/Location/${number}` as const;
const dayBack = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const lastYear = { from: dayBack(400), to: dayBack(370) };

/** What many documents have, what few have, what none has, and each of them in another order. */
const filters: Record<string, WriteOffFilter> = {
  "the list": {},
  "half way down": { cursor: `older-${DOCUMENTS / 2}` },
  refused: { state: "refused" },
  "wants attention": { attention: "1" },
  reversals: { kind: "reversal" },
  "a common reason": { reason: "damaged" },
  "a rare reason": { reason: "prohibited" },
  "a reason nobody has": { reason: "nothing" },
  "a cause family": { family: "theft" },
  "a rare location": { location: place(40) },
  "a vendor": { vendor: "Vendor 7" },
  "a kind of goods": { type: "Kind 7" },
  "a person": { person: "3" },
  "an item": { item: "gid://shopify/InventoryItem/9901" },
  "two that seldom meet": { reason: "prohibited", location: place(40) },
  "three at once": { family: "theft", location: place(3), person: "9" },
  "a month of last year": lastYear,
  "a month of last year and a family": { ...lastYear, family: "theft" },
  "booked in a month of last year": { bookedFrom: lastYear.from, bookedTo: lastYear.to },
  "a range of values": { valueFrom: "50.00", valueTo: "60.00" },
  "a range nobody reaches": { valueFrom: "100000" },
  "by value": { sort: "value" },
  "by value, a rare reason": { sort: "value", reason: "prohibited" },
  "by value, a family": { sort: "value", family: "theft" },
  "by value, a month": { sort: "value", ...lastYear },
  "by units, a rare location": { sort: "units", location: place(40) },
  "by event date, upwards": { sort: "event", order: "up" },
  "a common word": { q: "mug" },
  "a rare word": { q: "mug-300" },
  "a number": { q: `WO-${DOCUMENTS / 2}` },
  "a word nobody wrote": { q: "zebra" },
};

const cluster = `bench-desk-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook", durable: false });
try {
  await migrate(postgres.ownerUrl);
  say(`Making ${DOCUMENTS.toLocaleString("en")} documents …`);
  const { shopId } = await makeBigDesk(postgres.adminUrl, DOCUMENTS);
  const database = openDatabase(postgres.appUrl, () => undefined);
  const clock = { now: () => new Date(), sleep: async () => undefined };
  const shop = { name: "Big", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" };
  await measureAll({ database, shopId, shop, clock, person: null } as unknown as ShopContext);
  await database.$disconnect();
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

async function measureAll(ctx: ShopContext): Promise<void> {
  const sees = { seesCost: true };
  for (const period of ["", "2025", dayBack(200).slice(0, 7)])
    await measure(`overview ${period || "of the running month"}`, () => overview(ctx, { period, ...sees }));
  await measure("tasks", () => taskCounts(ctx));
  await measure("what can be chosen", () => filterChoices(ctx));
  for (const [name, filter] of Object.entries(filters))
    await measure(name, () => writeOffList(ctx, { filter, ...sees }));
  await measure("all that match, counted", () =>
    selection(ctx, { chosen: { filter: { family: "theft" } }, ...sees }),
  );
}

/** From here to the answer and back, the driver's own work included. */
async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const samples: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    if (round >= WARM_UP) samples.push(performance.now() - began);
  }
  const figures = figuresOf(samples);
  const isLate = figures.median > DATABASE_MS_MAX;
  if (isLate) process.exitCode = 1;
  say(`${name.padEnd(36)} ${inWords(figures)}${isLate ? ` (at most ${DATABASE_MS_MAX} ms)` : ""}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
