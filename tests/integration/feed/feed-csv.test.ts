import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStreams, type Streams } from "#app/db/feed-streams.ts";
import { cell, csv } from "#app/exports/csv.ts";
import { exportedEntries, exportedEntryOf } from "#app/queries/exported-entries.ts";
import { exportedRows } from "#app/queries/exported-rows.ts";
import { feedStream, linesOf } from "#app/queries/feed-stream.ts";
import { sqlCells } from "#app/queries/sql-cell.ts";
import { makeBigJournal } from "#tests/bench/big-journal.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { anyText, exportedBook, hostileWords } from "#tests/support/exported-book.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

const LINES = 4_000;
const SPEAKING = fc.string({
  unit: fc.constantFrom(..."ab \t\r\n\"';,:#|=+-@＝\u2028\ufeff"),
  maxLength: 12,
});

let database: TestDatabase;
let streams: Streams;
let admin: pg.Client;
let shopId: string;

beforeAll(async () => {
  database = await freshDatabase();
  shopId = (await makeBigJournal(database.adminUrl, LINES)).shopId;
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  streams = openStreams(database.appUrl, () => {});
  await sayEverywhere([...Object.values(hostileWords), ...fc.sample(fc.oneof(anyText, SPEAKING), 500)]);
});

afterAll(async () => {
  await streams?.end();
  await admin?.end();
  await database?.drop();
});

/** What PostgreSQL can hold: neither a NUL nor half a letter. */
const storable = (text: string) => text.toWellFormed().replaceAll("\u0000", "");

async function sayEverywhere(words: string[]): Promise<void> {
  const any = (salt: number) => `w.words[1 + (t.n * 7919 + ${salt}) % cardinality(w.words)]`;
  const say = (table: string, key: string, set: string) =>
    admin.query(
      `WITH w AS (SELECT $1::text[] AS words),
            t AS (SELECT *, row_number() OVER () AS n FROM ${table})
       UPDATE ${table} x SET ${set} FROM t, w WHERE x.${key} = t.${key}`,
      [words.map(storable)],
    );
  await admin.query("SET session_replication_role = replica");
  await say("person", "user_id", `name = left(${any(1)}, 200)`);
  await say("account", "role", `name = left(${any(2)}, 60), code = left(${any(3)}, 10)`);
  await say(
    "document",
    "id",
    `note = ${any(4)}, reverses_id = CASE WHEN t.n % 3 = 0 THEN t.id END,
     reversal_cause = CASE WHEN t.n % 3 = 0 THEN 'mistake' END,
     number = CASE WHEN t.n % 5 = 0 THEN t.number + 999999 ELSE t.number END,
     submitted_by = CASE WHEN t.n % 7 = 0 THEN 'nobody' ELSE t.submitted_by END`,
  );
  await say(
    "document_line",
    "id",
    `title = ${any(5)}, sku = ${any(6)}, location_name = ${any(7)}, reason_label = ${any(8)},
     note = ${any(9)}`,
  );
  await say("entry", "id", "currency = (ARRAY['EUR', 'JPY', 'KWD'])[1 + t.n % 3]");
  await admin.query(
    "UPDATE entry_line SET role = 'loss-other' WHERE role = 'shrinkage-damage' AND position < 4",
  );
}

const span = { resource: "entries", from: null, to: null, after: 0n, through: 1_000_000n } as const;

async function textOf(stream: Awaited<ReturnType<typeof feedStream>>): Promise<string> {
  const blocks: Buffer[] = [];
  for (let block = await stream?.next(); block; block = await stream?.next()) blocks.push(block);
  await stream?.end();
  return Buffer.concat(blocks).toString();
}

it("writes the same CSV as the pure writer, byte for byte, whatever people typed", async () => {
  for (const days of [{}, { from: "2025-01-01", to: "2025-01-02" }]) {
    const told = await feedStream(streams, shopId, { ...span, ...days }, "ndjson");
    if (!told) throw new Error("there is a place for one stream");
    const writer = csv.begin(exportedBook([]));
    let expected = "";
    for await (const lines of linesOf(told))
      expected += lines.map((line) => writer.entry(exportedEntryOf(line))).join("");
    expect(expected.split("\r\n").length - 1).toBe(LINES);
    const written = await textOf(await feedStream(streams, shopId, { ...span, ...days }, "csv"));
    expect(written.split("\r\n")).toEqual(expected.split("\r\n"));
  }
});

it("saves the same file of the journal as the pure writer", async () => {
  const days = { from: "2025-01-01", to: "2026-12-31" };
  const writer = csv.begin(exportedBook([]));
  let expected = "";
  for await (const batch of (await exportedEntries(streams, shopId, days)) ?? [])
    for (const entry of batch) expected += writer.entry(entry);
  expect(expected.length).toBeGreaterThan(LINES);
  expect(await textOf(await exportedRows(streams, shopId, days))).toBe(expected);
});

it("knows every letter as the pure writer does", async () => {
  const isLetter = (code: number) => code > 0 && (code < 0xd800 || code > 0xdfff);
  const ends = Array.from({ length: 17 }, (_, plane) => [plane * 65_536 + 65_534, plane * 65_536 + 65_535]);
  const first = Array.from({ length: 0x24000 }, (_, code) => code);
  const tags = Array.from({ length: 0x1100 }, (_, at) => 0xdff00 + at);
  const letters = [...first, ...tags, ...ends.flat()]
    .filter(isLetter)
    .map((code) => String.fromCodePoint(code));
  // In the middle, before a formula, as one, at the beginning, behind a semicolon and at the end.
  const texts = letters.map((letter) => `${letter}=1;${letter}2a${letter}b ${letter}`);
  const { rows } = await admin.query<{ cells: string[] }>(
    `SELECT array_agg(${sqlCells(["t"])} ORDER BY n) AS cells
       FROM unnest($1::text[]) WITH ORDINALITY AS given(t, n)`,
    [texts],
  );
  const differing = letters.filter((_, at) => rows[0]?.cells[at] !== cell(texts[at] ?? ""));
  expect(differing.map((letter) => letter.codePointAt(0)?.toString(16))).toEqual([]);
});

it("fits plain and speaking cells together in every order", async () => {
  const texts = fc.sample(SPEAKING, 3_000).map(storable);
  const { rows } = await admin.query<{ cells: string }>(
    `SELECT ${sqlCells(["given.a", "given.b"])} AS cells
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given(a, b, n) ORDER BY n`,
    [texts, texts.toReversed()],
  );
  const expected = texts.map((text, at) => `${cell(text)},${cell(texts[texts.length - 1 - at] ?? "")}`);
  expect(rows.map(({ cells }) => cells)).toEqual(expected);
});
