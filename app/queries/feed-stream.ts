import type { FeedSpan } from "#app/db/feed-order.ts";
import { type Stream, type Streams, streamInShop } from "#app/db/feed-streams.ts";
import { feedText } from "./feed-text.ts";

export type { Stream };

/**
 * The text of a pull as PostgreSQL makes it: an object a line, in the shop's order. Null when all places for
 * streams are taken.
 */
export function feedStream(
  streams: Streams,
  shopId: string,
  { resource, from, to, after, through }: FeedSpan,
  separator = "",
): Promise<Stream | null> {
  const settings = {
    "feed.from": from ?? "0001-01-01",
    "feed.to": to ?? "9999-12-31",
    "feed.after": String(after),
    "feed.through": String(through),
  };
  const text = feedText[resource][from || to ? "dated" : "all"];
  return streamInShop(streams, { shopId, settings, text, separator });
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
