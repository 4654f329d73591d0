import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { appRig } from "#tests/support/app-rig.ts";
import { type BigJournal, makeBigJournal } from "../../bench/big-journal.ts";
import { accountantOf } from "./feed-rig.ts";

const rig = appRig();
const { sql, restTokens } = accountantOf(rig);
let journal: BigJournal;

beforeAll(async () => {
  const admin = new URL(rig.database.adminUrl);
  admin.pathname = new URL(rig.database.ownerUrl).pathname;
  journal = await makeBigJournal(admin.href, 60_000);
});

const ask = (path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { authorization: `Bearer ${journal.token}`, "accept-encoding": "identity" };
    request(`${rig.web.url}/feed/v1/${path}`, { headers, agent: false }, resolve).once("error", reject).end();
  });

async function streaming(): Promise<number> {
  const client = new pg.Client({ connectionString: rig.database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE application_name = 'lossbook-streams' AND state <> 'idle' AND datname = current_database()`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 250 && !(await done()); tries += 1) await sleep(100);
}

describe("a reader of much", () => {
  it("who reads slowly holds the query back and gets everything in the end", async () => {
    const answer = await ask("entries.ndjson");
    answer.pause();
    await sleep(1_500);
    expect(await streaming()).toBe(1);
    const text = Buffer.concat(await answer.toArray()).toString();
    expect(text.trimEnd().split("\n")).toHaveLength(3_000);
    for (const line of text.trimEnd().split("\n")) JSON.parse(line);
    await until(async () => (await streaming()) === 0);
    expect(await streaming()).toBe(0);
  });

  it("who goes away ends the query at once, ten times, and leaves no place taken", async () => {
    for (let round = 0; round < 10; round += 1) {
      await restTokens();
      // More than what waits between the two of them holds: a page of JSON might be whole by then.
      const answer = await ask(round % 2 === 0 ? "entries.csv" : "entries.ndjson");
      expect(answer.statusCode).toBe(200);
      answer.pause();
      await sleep(50);
      answer.destroy();
      await until(async () => (await streaming()) === 0);
      expect(await streaming(), `round ${round}`).toBe(0);
    }
    await until(async () => (await sql("SELECT FROM feed_pull WHERE ended_at IS NULL")).length === 0);
    const rows = await sql<{ whole: boolean; count: number }>(
      "SELECT whole, count(*)::int AS count FROM feed_pull GROUP BY whole ORDER BY whole",
    );
    expect(rows).toEqual([
      { whole: false, count: 10 },
      { whole: true, count: 1 },
    ]);
  });

  it("has two places and no third, and gets them back", async () => {
    await restTokens();
    const held = [await ask("entries"), await ask("entries")];
    for (const one of held) one.pause();
    const third = await ask("entries");
    expect(third.statusCode).toBe(429);
    expect(third.headers["retry-after"]).toBe("5");
    third.destroy();
    for (const one of held) one.destroy();
    await until(async () => (await sql("SELECT FROM feed_pull WHERE ended_at IS NULL")).length === 0);
    let again = await ask("entries?limit=5");
    // The place in the process is given back a moment after the pull in the database has ended.
    for (let tries = 0; tries < 50 && again.statusCode === 429; tries += 1) {
      again.destroy();
      await sleep(100);
      await restTokens();
      again = await ask("entries?limit=5");
    }
    expect(JSON.parse(Buffer.concat(await again.toArray()).toString()).entries).toHaveLength(5);
  });
});
