import type { FeedRequest } from "#app/domain/feed/feed-request.ts";
import type { ExportedBook } from "#app/domain/journal/exported-entry.ts";
import { csv } from "#app/exports/csv.ts";
import { documentCsv } from "#app/exports/document-csv.ts";
import { exportedEntryOf } from "#app/queries/exported-entries.ts";
import { linesOf, type Stream } from "#app/queries/feed-stream.ts";
import type { PullPlan } from "#app/use-cases/feed/plan-pull.ts";

export const MEDIA_TYPES = {
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: csv.mediaType,
} as const;

/** A JSON array wants a comma before every object but the first; the database's rows come without. */
export const separatorOf = (format: FeedRequest["format"]) => (format === "json" ? "," : "");

/** What is put around the database's text, or made of it. */
export function feedBytes(
  stream: Stream,
  { resource, format }: FeedRequest,
  plan: PullPlan,
): AsyncGenerator<Uint8Array> {
  if (format === "csv") return resource === "entries" ? entriesAsCsv(stream) : documentsAsCsv(stream);
  if (format === "ndjson") return blocksOf(stream);
  const head = JSON.stringify({ next: plan.next, more: plan.more }).slice(0, -1);
  return around(`${head},"${resource}":[\n`, blocksOf(stream), "]}\n");
}

/** Rows speak for themselves: what a file says of its book at its head, CSV says nowhere. */
const UNNAMED: ExportedBook = {
  ...{ shopName: "", currencies: [], accounts: [], adviser: null },
  ...{ from: "0001-01-01", to: "9999-12-31", yearStart: "0001-01-01", madeAt: new Date(0) },
};

async function* blocksOf(stream: Stream): AsyncGenerator<Uint8Array> {
  for (let block = await stream.next(); block; block = await stream.next()) yield block;
}

async function* around(
  before: string,
  blocks: AsyncGenerator<Uint8Array>,
  after: string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(before);
  yield* blocks;
  yield Buffer.from(after);
}

async function* entriesAsCsv(stream: Stream): AsyncGenerator<Uint8Array> {
  const writer = csv.begin(UNNAMED);
  yield Buffer.from(writer.opening());
  for await (const lines of linesOf(stream)) {
    yield Buffer.from(lines.map((line) => writer.entry(exportedEntryOf(line))).join(""));
  }
}

async function* documentsAsCsv(stream: Stream): AsyncGenerator<Uint8Array> {
  yield Buffer.from(documentCsv.opening());
  for await (const lines of linesOf(stream)) {
    yield Buffer.from(lines.map((line) => documentCsv.document(JSON.parse(line))).join(""));
  }
}
