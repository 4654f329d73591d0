// A flood at the accountant's door: tokens and cursors that are wrong in every way. Nothing may fall over,
// nothing may be told, and memory must stay where it is: `npm run bench feed-flood`, FEED_REQUESTS times.
import { createHash, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { migrate } from "../../app/db/migrate.ts";
import { feedTokenOf } from "../../app/domain/feed/feed-token.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { makeBigJournal } from "./big-journal.ts";
import { bytesOf } from "./feed-roads.ts";
import { readPages } from "./read-pages.ts";

const REQUESTS = Number(process.env.FEED_REQUESTS ?? 100_000);
const AT_ONCE = 32;
const PAGES = Number(process.env.FEED_PAGES ?? 400);
const GROWTH_BYTES_MAX = 20_000_000;
const RSS_BYTES_MAX = 200_000_000;

const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  const { token } = await makeBigJournal(postgres.adminUrl, 2_000);
  const shopify = await startShopify({ appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  try {
    await readPages(web.url, shopify, PAGES);
    await flood(web.url, web.pid, token);
  } finally {
    await web.stop();
    await shopify.close();
  }
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

async function flood(url: string, pid: number, token: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = new Map<number, number>();
  const held: number[] = [];
  const unknown = () => feedTokenOf(randomBytes(32));
  const cursor = () => randomBytes(22).toString("base64url");
  const tries: (() => [string, string])[] = [
    () => ["entries", ""],
    () => ["entries", `Bearer ${randomBytes(30).toString("base64url")}`],
    () => ["entries", `Bearer ${unknown()}`],
    () => [`entries?since=${cursor()}`, `Bearer ${token}`],
    () => [`documents.csv?from=${cursor()}`, `Bearer ${token}`],
    () => [`${cursor()}`, `Bearer ${unknown()}`],
    () => ["entries", `Basic ${createHash("sha256").update(cursor()).digest("base64")}`],
  ];
  const began = performance.now();
  let [sent, answered] = [0, 0];
  async function one(): Promise<void> {
    while (sent < REQUESTS) {
      const [path, authorization] = tries[sent++ % tries.length]?.() ?? ["", ""];
      const status = await ask(agent, `${url}/feed/v1/${path}`, authorization);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      answered += 1;
      if (answered % Math.floor(REQUESTS / 10) === 0) held.push(bytesOf(pid, "VmRSS"));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  agent.destroy();
  const perSecond = (1000 * REQUESTS) / (performance.now() - began);
  const growth = (held.at(-1) ?? 0) - (held[Math.floor(held.length / 2)] ?? 0);
  say(
    `${REQUESTS} requests, ${perSecond.toFixed(0)} a second: ${[...statuses].map((one) => one.join(" × ")).join(", ")}`,
  );
  say(`memory, a tenth at a time: ${held.map((bytes) => (bytes / 1e6).toFixed(0)).join(", ")} MB`);
  const most = bytesOf(pid, "VmHWM");
  say(`the web process held ${(most / 1e6).toFixed(0)} MB at its most (at most ${RSS_BYTES_MAX / 1e6})`);
  const isCalm = [...statuses.keys()].every((status) => [400, 401, 404, 429].includes(status));
  if (!isCalm || growth > GROWTH_BYTES_MAX || most > RSS_BYTES_MAX) process.exitCode = 1;
}

function ask(agent: Agent, url: string, authorization: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: authorization ? { authorization } : {} }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
    })
      .once("error", reject)
      .end();
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
