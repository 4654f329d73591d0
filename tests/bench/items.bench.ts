// What finding an item costs in a shop of 50,000, by words and by code: `npm run bench items`.
import { migrate } from "../../app/db/migrate.ts";
import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import type { Scenario, ScenarioProduct } from "../../prisma/scenarios/scenario.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import type { ShopifyEmulator } from "../emulators/shopify/emulator.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { type Figures, figuresOf, inWords } from "./figures.ts";
import { measureFloor } from "./floor.ts";
import { watchShopify } from "./shopify-watch.ts";

const ITEMS = 50_000;
const WARM_UP = 10;
const ROUNDS = 60;
const OWN_MS_MAX = 60;
const FLOORS_MAX = 8;
const owner = "9000001";

const kinds = ["Mug", "Plate", "Bowl", "Vase", "Teapot", "Jar", "Tray", "Cup"];
const colours = ["blue", "moss", "sand", "coral", "slate", "ivory"];

function product(number: number): ScenarioProduct {
  const title = `${kinds[number % kinds.length]} ${colours[number % colours.length]} ${number}`;
  return {
    id: 8_100_000_000 + number,
    title,
    vendor: `Kiln ${number % 40}`,
    productType: kinds[number % kinds.length] ?? "",
    variants: [
      {
        id: 4_200_000_000 + number,
        itemId: 4_300_000_000 + number,
        sku: `SKU-${number}`,
        barcode: String(4_000_000_000_000 + number),
        cost: "4.50",
        levels: [{ locationId: 7_000_000_001, available: 40 }],
      },
    ],
  };
}

const bigShop: Scenario = {
  ...mugShop,
  plan: "plus",
  products: Array.from({ length: ITEMS }, (_, number) => product(number)),
};

const watch = watchShopify();
const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  const shopify = await startShopify({ scenarios: [bigShop], appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  try {
    const words = (round: number) => ({
      path: `/app/write-offs/new/items?q=${kinds[round % kinds.length]}+${round * 7}`,
    });
    const codes = (round: number) => ({
      path: "/app/scan/codes",
      body: { code: String(4_000_000_000_000 + round * 731) },
    });
    const byWords = await measure(shopify, web.url, words);
    const byCode = await measure(shopify, web.url, codes);
    const parts = { appUrl: postgres.appUrl, shopifyUrl: shopify.url };
    const floor = await measureFloor(watch, { ...parts, transactions: 2, calls: 2, rounds: ROUNDS });
    tell("by words", byWords, floor);
    tell("by code ", byCode, floor);
  } finally {
    await web.stop();
    await shopify.close();
  }
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

type Question = { path: string; body?: object };
type Measured = { own: Figures; all: Figures; calls: number };

async function measure(
  shopify: ShopifyEmulator,
  url: string,
  question: (round: number) => Question,
): Promise<Measured> {
  for (let round = 0; round < WARM_UP; round += 1) await ask(shopify, url, question(round));
  shopify.requests.clear();
  const [own, all]: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = watch.begin();
    const begun = performance.now();
    await ask(shopify, url, question(round));
    all?.push(performance.now() - begun);
    own?.push(ours());
  }
  const calls = shopify.requests.list().length / ROUNDS;
  return { own: figuresOf(own ?? []), all: figuresOf(all ?? []), calls };
}

async function ask(shopify: ShopifyEmulator, url: string, { path, body }: Question): Promise<void> {
  const authorization = `Bearer ${shopify.mintIdToken({ userId: owner })}`;
  const posted = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization, "content-type": "application/json" },
  };
  const answer = await fetch(url + path, body ? posted : { headers: { authorization } });
  const told = await answer.json();
  if (!told.ok) throw new Error(`answered ${answer.status}: ${JSON.stringify(told)}`);
}

function tell(what: string, { own, all, calls }: Measured, floor: Figures): void {
  const floors = own.median / floor.median;
  say(`${what}  own work ${inWords(own)} (at most ${OWN_MS_MAX} ms)`);
  say(`          ${floors.toFixed(1)} floors (at most ${FLOORS_MAX})`);
  say(`          with the emulated Shopify ${inWords(all)}, ${calls} calls`);
  if (own.median > OWN_MS_MAX || floors > FLOORS_MAX) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
