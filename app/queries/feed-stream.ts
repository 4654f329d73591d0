import type { FeedSpan } from "#app/db/feed-order.ts";
import { type Stream, type Streams, streamInShop } from "#app/db/feed-streams.ts";
import type { FeedFormat } from "#app/domain/feed/feed-request.ts";
import { feedCsvText } from "./feed-csv-text.ts";
import { feedText } from "./feed-text.ts";

export type { Stream };

/**
 * The text of a pull as PostgreSQL makes it, in the shop's order: rows of CSV, or an object a line. Null when
 * all places for streams are taken.
 */
export function feedStream(
  streams: Streams,
  shopId: string,
  { resource, from, to, after, through }: FeedSpan,
  format: FeedFormat,
): Promise<Stream | null> {
  const settings = {
    "feed.from": from ?? "0001-01-01",
    "feed.to": to ?? "9999-12-31",
    "feed.after": String(after),
    "feed.through": String(through),
  };
  const asCsv = format === "csv" && resource === "entries";
  const text = (asCsv ? feedCsvText.entries : feedText[resource])[from || to ? "dated" : "all"];
  // A JSON array wants a comma before every object but the first.
  const separator = format === "json" ? "," : "";
  return streamInShop(streams, { shopId, settings, text, separator, ending: asCsv ? "" : "\n" });
}

/** Its lines, many at a time. Ends the stream, also when whoever reads stops early. */
export async function* linesOf(stream: Stream): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  let ended: Error | undefined = new Error("nobody reads on");
  try {
    for (let block = await stream.next(); block; block = await stream.next()) {
      const lines = (rest + decoder.decode(block, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield lines;
    }
    ended = undefined;
  } finally {
    await stream.end(ended);
  }
}
