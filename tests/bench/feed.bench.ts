// What the accountant's door costs for a million journal lines with who and why, beside PostgreSQL's own COPY
// of the same rows on the same machine in the same minutes: `npm run bench feed`.
import { migrate } from "../../app/db/migrate.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { type BigJournal, makeBigJournal } from "./big-journal.ts";
import { bytesOf, copyRows, pull, type Taken } from "./feed-roads.ts";
import { figuresOf } from "./figures.ts";
import { readPages } from "./read-pages.ts";

const LINES = Number(process.env.FEED_LINES ?? 1_000_000);
const ROUNDS = Number(process.env.FEED_ROUNDS ?? 5);
const PAGES = Number(process.env.FEED_PAGES ?? 400);
const COPIES_MAX = 1.3;
const FIRST_MS_MAX = 100;
const RSS_BYTES_MAX = 200_000_000;

const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  const journal = await makeBigJournal(postgres.adminUrl, LINES);
  const shopify = await startShopify({ appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  try {
    await readPages(web.url, shopify, PAGES);
    await measure(journal, web.url, web.pid);
  } finally {
    await web.stop();
    await shopify.close();
  }
} finally {
  await postgres.stop();
  await removeCluster(cluster);
}

async function measure(journal: BigJournal, url: string, pid: number): Promise<void> {
  const bearer = `Bearer ${journal.token}`;
  const roads = {
    copy: () => copyRows(postgres.adminUrl),
    json: () => pull(`${url}/feed/v1/entries`, bearer, '"id":"'),
    ndjson: () => pull(`${url}/feed/v1/entries.ndjson`, bearer, "\n"),
    csv: () => pull(`${url}/feed/v1/entries.csv`, bearer, "\n"),
  };
  say(`before, the web process holds ${(bytesOf(pid, "VmRSS") / 1e6).toFixed(0)} MB`);
  const taken: Record<string, Taken[]> = { copy: [], json: [], ndjson: [], csv: [] };
  // In turn, so that whatever else the machine does meets them all alike.
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, road] of Object.entries(roads)) {
      taken[name]?.push(await road());
      say(
        `round ${round + 1}, after ${name}: the web process holds ${(bytesOf(pid, "VmRSS") / 1e6).toFixed(0)} MB`,
      );
    }
  const rss = bytesOf(pid, "VmHWM");
  const least = (name: string) => figuresOf((taken[name] ?? []).map(({ ms }) => ms)).least;
  for (const name of Object.keys(roads)) {
    const of = taken[name] ?? [];
    const first = figuresOf(of.map(({ firstMs }) => firstMs));
    const copies = least(name) / least("copy");
    say(
      `${name.padEnd(7)} least ${least(name).toFixed(0)} ms of ${ROUNDS}, ${copies.toFixed(2)} copies, ` +
        `first byte median ${first.median.toFixed(0)} least ${first.least.toFixed(0)} ms,
          ${of[0]?.rows} rows, ` +
        `${((of[0]?.bytes ?? 0) / 1e6).toFixed(0)} MB`,
    );
    if (name === "copy") continue;
    if (copies > COPIES_MAX || first.least > FIRST_MS_MAX) process.exitCode = 1;
  }
  say(`the web process held ${(rss / 1e6).toFixed(0)} MB at its most (at most ${RSS_BYTES_MAX / 1e6})`);
  if (rss > RSS_BYTES_MAX || (taken.csv?.[0]?.rows ?? 0) !== LINES + 1) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
