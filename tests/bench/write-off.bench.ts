// What a write-off of one line costs, asked of the built web server over HTTP: `npm run bench write-off`.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrate } from "../../app/db/migrate.ts";
import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import type { Scenario } from "../../prisma/scenarios/scenario.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import type { ShopifyEmulator } from "../emulators/shopify/emulator.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { figuresOf, inWords } from "./figures.ts";
import { measureFloor } from "./floor.ts";
import { watchShopify } from "./shopify-watch.ts";

const WARM_UP = 50;
const ROUNDS = 200;
const OWN_MS_MAX = 30;
const FLOORS_MAX = 6;
/** The database tells its counts about once a second. */
const COUNTS_SETTLE_MS = 1_500;

const mug = {
  itemId: "gid://shopify/InventoryItem/4100000001",
  locationId: "gid://shopify/Location/7000000001",
};
const owner = "9000001";

/** Mugs enough, and a budget at Shopify that does not get in the way. */
const bigShop: Scenario = {
  ...mugShop,
  plan: "plus",
  products: mugShop.products.map((product) => ({
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      levels: variant.levels?.map((level) => ({ ...level, available: 1_000_000 })),
    })),
  })),
};

const watch = watchShopify();
const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  // Without webhooks: those of one write-off would be handled in the middle of the next one's time.
  const shopify = await startShopify({ scenarios: [bigShop], appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  try {
    await measure(shopify, web.url);
  } finally {
    await web.stop();
    await shopify.close();
  }
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

async function measure(shopify: ShopifyEmulator, url: string): Promise<void> {
  for (let round = 0; round < WARM_UP; round += 1) await writeOffOne(shopify, url);
  const commitsBefore = await countCommits();
  const mugsBefore = shopify.quantity(mug);
  shopify.requests.clear();
  const own: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = watch.begin();
    await writeOffOne(shopify, url);
    own.push(ours());
  }
  const reads = shopify.requests.count("nodes") / ROUNDS;
  const writes = shopify.requests.count("inventoryAdjustQuantities") / ROUNDS;
  const calls = shopify.requests.list().length / ROUNDS;
  const removed = (mugsBefore - shopify.quantity(mug)) / ROUNDS;
  const commits = ((await countCommits()) - commitsBefore) / ROUNDS;
  const floor = await measureFloor(watch, {
    appUrl: postgres.appUrl,
    shopifyUrl: shopify.url,
    transactions: Math.round(commits),
    calls: 2,
    rounds: ROUNDS,
  });
  const figures = figuresOf(own);
  const floors = figures.median / floor.median;
  say(
    `at Shopify    ${reads} read and ${writes} write for each, ${calls} calls in all, ${removed} mug removed`,
  );
  say(`own work      ${inWords(figures)}, ${commits.toFixed(1)} transactions (at most ${OWN_MS_MAX} ms)`);
  say(`the floor     ${inWords(floor)}: as many bare transactions and two bare calls`);
  say(`in floors     ${floors.toFixed(1)} (at most ${FLOORS_MAX})`);
  const isGood = reads === 1 && writes === 1 && calls === 2 && removed === 1;
  if (!isGood || figures.median > OWN_MS_MAX || floors > FLOORS_MAX) process.exitCode = 1;
}

async function writeOffOne(shopify: ShopifyEmulator, url: string): Promise<void> {
  const answer = await fetch(`${url}/api/write-offs`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${shopify.mintIdToken({ userId: owner })}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ id: randomUUID(), lines: [{ ...mug, quantity: 1, reasonId: "damaged" }] }),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`the write-off was answered ${answer.status}: ${text}`);
}

async function countCommits(): Promise<number> {
  await sleep(COUNTS_SETTLE_MS);
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ commits: string }>(
    "SELECT xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()",
  );
  await client.end();
  return Number(rows[0]?.commits);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
