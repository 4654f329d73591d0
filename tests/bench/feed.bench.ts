// What the accountant's door costs for a million journal lines with who and why, beside PostgreSQL's own COPY
// of the same rows on the same machine in the same minutes: `npm run bench feed`.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import pg from "pg";
import { CopyOut } from "../../app/db/copy-out.ts";
import { migrate } from "../../app/db/migrate.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { startWeb } from "../support/start-app.ts";
import { type BigJournal, makeBigJournal } from "./big-journal.ts";
import { figuresOf } from "./figures.ts";

const LINES = Number(process.env.FEED_LINES ?? 1_000_000);
const ROUNDS = Number(process.env.FEED_ROUNDS ?? 5);
const COPIES_MAX = 1.3;
const FIRST_MS_MAX = 100;
const RSS_BYTES_MAX = 200_000_000;

/** The same lines, texts and order, by the road a database knows best. */
const SAME_ROWS = `COPY (
  SELECT e.id, l.position, e.accounting_date, e.event_date, e.created_at, e.currency, e.cause_kind, d.id,
         d.number, d.kind, d.reverses_id IS NOT NULL, d.note, p.name, l.role, a.name, a.code, l.side,
         l.amount_minor, g.title, g.sku, g.quantity, g.location_name, g.reason_label, g.family,
           g.disposal, g.note
    FROM feed_entry f
    JOIN entry e ON e.shop_id = f.shop_id AND e.id = f.entry_id
    JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id
    JOIN entry_line l ON l.shop_id = e.shop_id AND l.entry_id = e.id
    JOIN document_line g ON g.shop_id = l.shop_id AND g.id = l.line_id
    LEFT JOIN account a ON a.shop_id = l.shop_id AND a.role = l.role
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
   WHERE f.shop_id = '11111111-1111-4111-8111-111111111111'
   ORDER BY f.sequence, l.position) TO STDOUT (FORMAT csv)`;

type Taken = { ms: number; firstMs: number; rows: number; bytes: number };

const cluster = `bench-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
try {
  await migrate(postgres.ownerUrl);
  const journal = await makeBigJournal(postgres.adminUrl, LINES);
  const shopify = await startShopify({ appUrl: null });
  const web = await startWeb({ database: postgres, shopifyUrl: shopify.url });
  try {
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
  const roads = {
    copy: () => copyRows(),
    json: () => pull(`${url}/feed/v1/entries`, journal.token, '"id":"'),
    ndjson: () => pull(`${url}/feed/v1/entries.ndjson`, journal.token, "\n"),
    csv: () => pull(`${url}/feed/v1/entries.csv`, journal.token, "\n"),
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

async function copyRows(): Promise<Taken> {
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  const began = performance.now();
  const copy = client.query(new CopyOut(SAME_ROWS));
  let [firstMs, bytes] = [0, 0];
  for (let block = await copy.next(); block; block = await copy.next()) {
    firstMs ||= performance.now() - began;
    bytes += block.length;
  }
  const ms = performance.now() - began;
  await client.end();
  return { ms, firstMs, rows: copy.rows, bytes };
}

/** Counts what parts one row from the next; the first byte is the first of the data, not of the header. */
function pull(url: string, token: string, mark: string): Promise<Taken> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(
      url,
      { headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" } },
      (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`the feed answered ${answer.statusCode}`));
        const taken: Taken = { ms: 0, firstMs: 0, rows: 0, bytes: 0 };
        const sought = Buffer.from(mark);
        answer.on("data", (block: Buffer) => {
          taken.firstMs ||= performance.now() - began;
          taken.bytes += block.length;
          for (let at = block.indexOf(sought); at >= 0; at = block.indexOf(sought, at + sought.length))
            taken.rows += 1;
        });
        answer.once("end", () => resolve({ ...taken, ms: performance.now() - began }));
        answer.once("error", reject);
      },
    )
      .once("error", reject)
      .end();
  });
}

function bytesOf(pid: number, what: "VmRSS" | "VmHWM"): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8")
    .split("\n")
    .find((one) => one.startsWith(what));
  return Number(/\d+/.exec(line ?? "")?.[0] ?? 0) * 1024;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
