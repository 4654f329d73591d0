import type { FeedRequest } from "#app/domain/feed/feed-request.ts";
import { CSV_HEAD, csv } from "#app/exports/csv.ts";
import { documentCsv } from "#app/exports/document-csv.ts";
import { linesOf, type Stream } from "#app/queries/feed-stream.ts";
import type { PullPlan } from "#app/use-cases/feed/plan-pull.ts";

export const MEDIA_TYPES = {
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: csv.mediaType,
} as const;

/** What is put around the database's text, or made of it. */
export function feedBytes(
  stream: Stream,
  { resource, format }: FeedRequest,
  plan: PullPlan,
): AsyncGenerator<Uint8Array> {
  if (format === "csv" && resource === "entries") return around(CSV_HEAD, blocksOf(stream), "");
  if (format === "csv") return documentsAsCsv(stream);
  if (format === "ndjson") return blocksOf(stream);
  const head = JSON.stringify({ next: plan.next, more: plan.more }).slice(0, -1);
  return around(`${head},"${resource}":[\n`, blocksOf(stream), "]}\n");
}

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

async function* documentsAsCsv(stream: Stream): AsyncGenerator<Uint8Array> {
  yield Buffer.from(documentCsv.opening());
  for await (const lines of linesOf(stream)) {
    yield Buffer.from(lines.map((line) => documentCsv.document(JSON.parse(line))).join(""));
  }
}
