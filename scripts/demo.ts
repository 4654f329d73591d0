import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type MailEmulator, startMail } from "../tests/emulators/mail/server.ts";
import type { ShopifyEmulator } from "../tests/emulators/shopify/emulator.ts";
import { startShopify } from "../tests/emulators/shopify/server.ts";
import { type AppProcess, startAppProcess, untilAnswers } from "./app-process.ts";
import { build } from "./build.ts";
import {
  connectBooks,
  type DemoBooks,
  environmentOf,
  ledgerPageOf,
  receiverOf,
  startBooks,
} from "./demo-books.ts";
import { livePast } from "./demo-past.ts";
import { demoFolder, removeRecord, tidyUpAfterKilledDemo, writeRecord } from "./demo-record.ts";
import { isFree } from "./ports.ts";
import { type Postgres, removeCluster, startPostgres } from "./postgres.ts";

const usage = `npm run demo [-- --port 3000] [-- --reset]

  --port   where the emulated Shopify admin answers (default 3000); the app, the emulated QuickBooks and
           the emulated Xero and the staff's mailbox take the next four ports
  --reset  forget what earlier demos kept, and start anew`;

type Stoppable = { stop(): Promise<void> };

const started: Stoppable[] = [];
let ready = false;
let stopping: Promise<void> | undefined;

try {
  await demo();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
  await stop();
}

async function demo(): Promise<void> {
  const { port, reset } = wishes();
  if (await isRunningAlready()) return;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  if (process.env.LOSSBOOK_PARENT) watchParent(Number(process.env.LOSSBOOK_PARENT));
  await refuseTakenPorts(port);
  if (reset) await forget();
  writeRecord({ address: `http://127.0.0.1:${port}`, children: [] });
  await build({ say });
  if (stopping) return;
  const postgres = await startPostgres({ cluster: "demo", database: "lossbook" });
  started.push(postgres);
  const mail = await startMail({ port: port + 4, dataFile: join(demoFolder, "mail.json") });
  started.push({ stop: () => mail.close() });
  const { shopify, pages } = await startAdmin(port, mail);
  const books = await startBooks({ app: port + 1, quickbooks: port + 2, xero: port + 3 });
  for (const book of [books.quickbooks, books.xero]) started.push({ stop: () => book.close() });
  await startApp(port + 1, postgres, { shopifyUrl: shopify.url, pages, books, mail });
  if (stopping) return;
  await connectBooks(books, {
    url: `http://localhost:${port + 1}`,
    token: () => tokenOfOwner(shopify),
  });
  if (stopping) return;
  await livePast(shopify, `http://localhost:${port + 1}`);
  ready = true;
  say(`
Lossbook is ready. Open the Blue mug in the emulated Shopify admin and choose "Write off":

  ${pages}

Two shops have some months behind them, with photos and requests that wait (the second reads Spanish):

  ${appPageOf(shopify, "corner-bakery")}
  ${appPageOf(shopify, "moda-norte")}

What is written off there reaches both emulated books within seconds. Their ledgers:

  QuickBooks  ${ledgerPageOf(books.quickbooks)}
  Xero        ${ledgerPageOf(books.xero)}

A webhook can be tried with this address, which shows what it is sent:

  Receiver    ${receiverOf(books.quickbooks)}

Letters to the staff arrive here:

  Mailbox     ${mail.url}

Its data is kept in ${demoFolder}; "npm run demo -- --reset" clears it. Ctrl-C stops everything.`);
}

function wishes(): { port: number; reset: boolean } {
  const options = {
    port: { type: "string", default: "3000" },
    reset: { type: "boolean", default: false },
  } as const;
  let values: { port: string; reset: boolean };
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_531) {
    throw new Error(`--port must be a number from 1 to 65531, not "${values.port}".`);
  }
  return { port, reset: values.reset };
}

async function isRunningAlready(): Promise<boolean> {
  const running = await tidyUpAfterKilledDemo();
  if (!running) return false;
  say(`The demo is already running here (process ${running.demo}): ${running.address}`);
  process.exitCode = 1;
  return true;
}

async function refuseTakenPorts(port: number): Promise<void> {
  for (const wanted of [0, 1, 2, 3, 4].map((more) => port + more)) {
    if (await isFree(wanted)) continue;
    throw new Error(
      `Port ${wanted} is already used by another program. The demo needs ports ${port} to ${port + 4}: ` +
        `stop that program, or choose others with "npm run demo -- --port ${port + 1000}".`,
    );
  }
}

async function forget(): Promise<void> {
  await removeCluster("demo");
  rmSync(demoFolder, { recursive: true, force: true });
}

async function startAdmin(
  port: number,
  mail: MailEmulator,
): Promise<{ shopify: ShopifyEmulator; pages: string }> {
  const dataFile = join(demoFolder, "shopify.json");
  const appUrl = `http://localhost:${port + 1}`;
  const shopify = await startShopify({
    ...{ port, appUrl, dataFile, mailboxUrl: mail.url },
    // Nobody has shown that Shopify keeps what was set aside for who did; a visitor sees it leave.
    switches: { damagedLedger: "any" },
  });
  started.push({ stop: () => shopify.close() });
  const shop = shopify.shop();
  const [product] = shop.products.values();
  if (!product) throw new Error(`The demo's shop ${shop.domain} has no product.`);
  return { shopify, pages: `${shopify.url}/store/${shop.handle}/products/${product.id.split("/").pop()}` };
}

function appPageOf({ url }: ShopifyEmulator, shop: string): string {
  return `${url}/store/${shop}/apps/lossbook`;
}

function tokenOfOwner(shopify: ShopifyEmulator): string {
  const { handle, staff } = shopify.shop();
  const owner = [...staff.values()].find(({ accountOwner }) => accountOwner);
  if (!owner) throw new Error(`The demo's shop ${handle} has no owner.`);
  return shopify.mintIdToken({ userId: owner.id, shop: handle });
}

type Parts = { shopifyUrl: string; pages: string; books: DemoBooks; mail: MailEmulator };

async function startApp(
  port: number,
  postgres: Postgres,
  { shopifyUrl, pages, books, mail }: Parts,
): Promise<void> {
  const env = {
    PORT: String(port),
    SHOPIFY_APP_URL: `http://localhost:${port}`,
    SHOPIFY_API_KEY: "emulated-api-key",
    SHOPIFY_API_SECRET: "emulated-api-secret",
    SHOPIFY_EMULATOR_URL: shopifyUrl,
    DATABASE_URL: postgres.ownerUrl,
    DATABASE_APP_URL: postgres.appUrl,
    // A webhook may lead to this very machine: the emulated books take what is sent to them and show it.
    HOOKS_ALLOW_LOOPBACK: "1",
    SMTP_URL: mail.smtpUrl,
    MAIL_FROM: "Lossbook <news@lossbook.example>",
    ...environmentOf(books),
  };
  const web = launch("web", env);
  const worker = launch("worker", env);
  writeRecord({ address: pages, children: [web.pid, worker.pid] });
  for (const url of [`http://localhost:${port}/readyz`, pages]) await untilAnswers(url, web);
}

function launch(name: "web" | "worker", env: Record<string, string>): AppProcess {
  const process = startAppProcess(name, env, join(demoFolder, `${name}.log`));
  started.push(process);
  void process.exited.then(async (how) => {
    if (stopping || !ready) return;
    say(`The ${name} process ended unexpectedly (${how}). Its last words:\n${process.log().slice(-2000)}`);
    globalThis.process.exitCode = 1;
    await stop();
  });
  return process;
}

/** Whoever started us was killed and cannot tell us to stop. */
function watchParent(parent: number): void {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void stop();
  }, 500);
  watch.unref();
}

/** In the opposite order of their start: the database goes last. Asked twice, it stops once. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    if (started.length > 0) say("Stopping ...");
    for (const each of started.reverse()) {
      await each.stop().catch((error: Error) => {
        say(error.message);
        process.exitCode = 1;
      });
    }
    removeRecord();
    process.exit();
  })();
  return stopping;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
