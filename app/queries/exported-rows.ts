import { type Stream, type Streams, streamInShop } from "#app/db/feed-streams.ts";
import type { Day } from "#app/domain/dates.ts";
import { feedCsvText } from "./feed-csv-text.ts";

/** The journal of some days as PostgreSQL itself writes it: the rows of the CSV file, without their head. */
export function exportedRows(
  streams: Streams,
  shopId: string,
  days: { from: Day; to: Day },
): Promise<Stream | null> {
  const settings = { "feed.from": days.from, "feed.to": days.to };
  return streamInShop(streams, { shopId, settings, text: feedCsvText.journal });
}
