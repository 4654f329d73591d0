// What each file of the journal costs for a million lines, beside PostgreSQL's own COPY of the same rows in
// the same run, by a process of which people read pages before: `npm run bench exports`. EXPORT_LINES,
// EXPORT_ROUNDS, EXPORT_PAGES; EXPORT_FORMATS names some of them.
import { loadavg } from "node:os";
import { systemClock, systemIds } from "../../app/adapters/system-clock.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openDatabase } from "../../app/db/open-database.ts";
import { EXPORT_FORMATS } from "../../app/exports/index.ts";
import { grantDownload } from "../../app/use-cases/feed/grant-download.ts";
import type { ShopContext } from "../../app/use-cases/shop-context.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { makeBigJournal } from "./big-journal.ts";
import { bytesOf, copyRows, pull, type Taken } from "./feed-roads.ts";
import { figuresOf } from "./figures.ts";
import { readPages } from "./read-pages.ts";

const LINES = Number(process.env.EXPORT_LINES ?? 1_000_000);
const ROUNDS = Number(process.env.EXPORT_ROUNDS ?? 3);
const wanted = process.env.EXPORT_FORMATS?.split(",") ?? EXPORT_FORMATS.map(({ id }) => id);
const PAGES = Number(process.env.EXPORT_PAGES ?? 400);
const RSS_BYTES_MAX = 200_000_000;

const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  const { shopId } = await makeBigJournal(postgres.adminUrl, LINES);
  const shopify = await startShopify({ appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  const database = openDatabase(postgres.appUrl, () => {});
  try {
    await readPages(web.url, shopify, PAGES);
    await measure(bookkeeper(database, shopId), web.url, web.pid);
  } finally {
    await database.$disconnect();
    await web.stop();
    await shopify.close();
  }
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

async function measure(ctx: ShopContext, url: string, pid: number): Promise<void> {
  const taken: Record<string, Taken[]> = { copy: [] };
  // In turn, so that whatever else the machine does meets them all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    taken.copy?.push(await copyRows(postgres.adminUrl));
    for (const format of wanted) {
      const file = await pull(`${url}/feed/files/${await ticketOf(ctx, format)}`, "", "\n");
      taken[format] = [...(taken[format] ?? []), file];
    }
  }
  const least = (name: string) => figuresOf((taken[name] ?? []).map(({ ms }) => ms)).least;
  say(`${LINES} lines, ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}`);
  for (const [name, of] of Object.entries(taken)) {
    const first = figuresOf(of.map(({ firstMs }) => firstMs));
    say(
      `${name.padEnd(10)} least ${least(name).toFixed(0)} ms, ${(least(name) / least("copy")).toFixed(2)} copies, ` +
        `first byte median ${first.median.toFixed(0)} ms, ${of[0]?.rows} rows, ` +
        `${((of[0]?.bytes ?? 0) / 1e6).toFixed(0)} MB`,
    );
    if (of.some(({ bytes }) => bytes === 0)) process.exitCode = 1;
  }
  const most = bytesOf(pid, "VmHWM");
  say(`the web process held ${(most / 1e6).toFixed(0)} MB at its most (at most ${RSS_BYTES_MAX / 1e6})`);
  if (most > RSS_BYTES_MAX) process.exitCode = 1;
}

async function ticketOf(ctx: ShopContext, format: string): Promise<string> {
  const adviser = { consultantNumber: 12_345, clientNumber: 1, yearStart: "2025-01-01" };
  const span = { from: "2025-01-01", to: "2025-12-31" };
  const granted = await grantDownload(ctx, { format, ...span, adviser: format === "datev" ? adviser : null });
  if (!granted.ok) throw new Error(JSON.stringify(granted.problems));
  return granted.value.ticket;
}

/** Somebody of whom it is known already that they see cost: Shopify is asked nothing. */
function bookkeeper(database: ShopContext["database"], shopId: string): ShopContext {
  const person = { userId: "1", role: "senior-finance", accountOwner: true };
  const costSight = { seesCost: true, readAt: new Date() };
  const parts = { database, shopId, clock: systemClock, ids: systemIds, person: { ...person, costSight } };
  return parts as unknown as ShopContext;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
