// How near to a vendor's limit a queue of deliveries is sent: `npm run bench deliveries`, with
// DELIVERIES=10000 for the long run and SCALE=1 for the vendor's own minutes.
import { setTimeout as sleep } from "node:timers/promises";
import { booksOf } from "../../app/adapters/accounting/books.ts";
import { createQuickbooks } from "../../app/adapters/accounting/quickbooks/index.ts";
import { cipherOf } from "../../app/adapters/cipher.ts";
import { systemClock, systemIds } from "../../app/adapters/system-clock.ts";
import { replaceAccounts } from "../../app/db/book-charts.ts";
import { upsertAccountMappings } from "../../app/db/book-mappings.ts";
import { upsertBookTokens } from "../../app/db/book-tokens.ts";
import { insertBook } from "../../app/db/books.ts";
import { type Database, inShop, inShopTransaction } from "../../app/db/in-shop-transaction.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openDatabase } from "../../app/db/open-database.ts";
import { prefixOf } from "../../app/domain/book/book.ts";
import type { BookVendor } from "../../app/ports/book.ts";
import { deliverBook } from "../../app/use-cases/book/deliver-book.ts";
import { formQueued } from "../../app/use-cases/book/form-queued.ts";
import { setBookTerms } from "../../app/use-cases/book/set-terms.ts";
import type { ShopContext } from "../../app/use-cases/shop-context.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { startQuickbooks } from "../emulators/quickbooks/server.ts";
import { makeBigJournal } from "./big-journal.ts";

const DELIVERIES = Number(process.env.DELIVERIES ?? 1_500);
/** How many times faster than Intuit's the minutes pass, at the emulator and for our own pace alike. */
const SCALE = Number(process.env.SCALE ?? 6);
const SHARE_LEAST = 0.95;
const POSTINGS_PER_DOCUMENT = 20;

const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
const books = await startQuickbooks({ paceScale: SCALE });
try {
  await migrate(postgres.ownerUrl);
  const { shopId } = await makeBigJournal(postgres.adminUrl, DELIVERIES * POSTINGS_PER_DOCUMENT);
  const database = openDatabase(postgres.appUrl, () => {});
  const vendor = quicker(
    createQuickbooks({
      settings: {
        clientId: books.client.id,
        clientSecret: books.client.secret,
        environment: "sandbox",
        emulatorUrl: books.url,
      },
    }),
  );
  const ctx = contextOf(database, shopId, vendor);
  await measure(ctx, await connected(ctx), vendor);
  await database.$disconnect();
} finally {
  await books.close();
  await postgres.stop();
  await removeCluster(cluster);
}

async function measure(ctx: ShopContext, bookId: string, vendor: BookVendor): Promise<void> {
  await formQueued(ctx);
  books.clearCalls();
  const startedAt = performance.now();
  const counted = () => inShop(ctx.database, ctx.shopId, countOf);
  while ((await counted()).open > 0) {
    await deliverBook(ctx, bookId);
    await sleep(1);
  }
  const minutes = (performance.now() - startedAt) / 60_000;
  const calls = books.calls().length;
  const { confirmed } = await counted();
  const allowed = minutes * vendor.capabilities.pace.callsPerMinute;
  const share = calls / allowed;
  const journals = books.organisation().journals.length;
  const told = (text: string) => process.stdout.write(`${text}\n`);
  told(`delivered     ${confirmed} of ${DELIVERIES}, ${journals} journals, ${(minutes * 60).toFixed(1)} s`);
  told(`calls         ${calls}, ${(calls / DELIVERIES).toFixed(2)} for each delivery`);
  told(
    `of the limit  ${share.toFixed(3)} (at least ${SHARE_LEAST}), turned away ${books.pace.refusals()} times`,
  );
  if (share < SHARE_LEAST || books.pace.refusals() > 0 || journals !== DELIVERIES) process.exitCode = 1;
}

function countOf(tx: Parameters<Parameters<typeof inShop>[2]>[0]) {
  return tx.$queryRaw<{ open: number; confirmed: number }[]>`
    SELECT count(*) FILTER (WHERE state IN ('waiting', 'sent'))::int AS open,
           count(*) FILTER (WHERE state = 'confirmed')::int AS confirmed FROM delivery`.then(
    ([row]) => row ?? { open: 0, confirmed: 0 },
  );
}

function quicker(vendor: BookVendor): BookVendor {
  const { capabilities } = vendor;
  const { callsPerMinute, callsPerSecond } = capabilities.pace;
  const pace = {
    ...capabilities.pace,
    callsPerMinute: callsPerMinute * SCALE,
    callsPerSecond: callsPerSecond && callsPerSecond * SCALE,
  };
  const scaled = { ...capabilities, pace };
  return { ...vendor, capabilities: scaled };
}

function contextOf(database: Database, shopId: string, vendor: BookVendor): ShopContext {
  const parts = { database, shopId, clock: systemClock, ids: systemIds, log: console };
  const cipher = cipherOf([{ id: "bench", key: Buffer.alloc(32, 1) }]);
  return {
    ...parts,
    domain: "big-shop.myshopify.com",
    shop: { name: "Big", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" },
    person: {
      userId: "1",
      name: "Olivia Owner",
      locale: "en",
      mayWriteOff: true,
      accountOwner: true,
      costSight: { seesCost: true, readAt: new Date() },
      role: null,
      locations: [],
    },
    shopify: undefined as never,
    books: booksOf({ ...parts, cipher, vendors: new Map([["quickbooks", vendor]]) }),
    hooks: undefined as never,
    admin: undefined as never,
    mail: null,
    files: undefined as never,
  };
}

/** As connected by its owner: what is measured begins when everything stands. */
async function connected(ctx: ShopContext): Promise<string> {
  const bookId = ctx.ids.next();
  const { id: organisationId, accounts } = books.organisation();
  const issued = books.connect(organisationId);
  const inAMonth = new Date(Date.now() + 30 * 86_400_000);
  const { accessToken, refreshToken } = issued;
  const tokens = {
    accessToken,
    refreshToken,
    expiresAt: inAMonth,
    refreshExpiresAt: inAMonth,
    refreshHardExpiresAt: null,
  };
  const port = ctx.books.openWith("quickbooks", organisationId, tokens);
  const organisation = await port.describe();
  const chart = await port.listAccounts();
  const idOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? "";
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const prefix = prefixOf(ctx.ids.next());
    await insertBook(tx, ctx.shopId, {
      id: bookId,
      kind: "quickbooks",
      prefix,
      connectedBy: "1",
      organisation,
    });
    await upsertBookTokens(tx, ctx.shopId, bookId, ctx.books.seal(bookId, tokens));
    await replaceAccounts(tx, ctx.shopId, bookId, chart);
    await upsertAccountMappings(tx, ctx.shopId, bookId, [
      { role: "inventory", accountId: idOf("Stock on hand") },
      { role: "shrinkage-damage", accountId: idOf("Shrinkage: damaged") },
    ]);
  });
  const terms = { cadence: "document", method: "perpetual", stockBookedBy: "nobody" } as const;
  const set = await setBookTerms(ctx, { bookId, ...terms, startsOn: "2025-01-01" });
  if (!set.ok) throw new Error(JSON.stringify(set.problems));
  return bookId;
}
