import pg from "pg";
import { invariant } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import { TextOut } from "./copy-out.ts";

/** Connections for what takes minutes, apart from those that pages wait for. */
export type Streams = pg.Pool;

export type Stream = {
  next(): Promise<Buffer | null>;
  rows(): number;
  /** Ends the query wherever it is. Must be called at the end too; again does nothing. */
  end(reason?: Error): Promise<void>;
};

export type StreamQuery = {
  shopId: string;
  /** A COPY takes no parameters: what varies is read by its text from settings of the transaction. */
  settings: Record<string, string>;
  text: string;
  /** Stands between rows. */
  separator?: string;
  /** Stands behind each. */
  ending?: string;
};

export function openStreams(appUrl: string, onBreak: (error: Error) => void): Streams {
  const streams = new pg.Pool({
    connectionString: appUrl,
    max: limits.streamsAtOnce,
    connectionTimeoutMillis: limits.streamWaitMs,
    application_name: "lossbook-streams",
    // One stays, so that who asks once an hour does not wait for a connection to be made.
    min: 1,
  });
  streams.on("error", onBreak);
  return streams;
}

/** No rows are sorted or hashed on their way: the first leaves at once and the last finds as much memory. */
const AS_THEY_COME = ["enable_hashjoin", "enable_mergejoin", "enable_bitmapscan", "enable_seqscan", "jit"];

/** After the pin, which is a row, nothing can be written. They leave in one message with what is asked. */
const PINNED = "SELECT current_shop(); SET TRANSACTION READ ONLY; ";

/**
 * One snapshot, under the app's role with the shop pinned. Null when no connection becomes free in time.
 */
export async function streamInShop(streams: Streams, query: StreamQuery): Promise<Stream | null> {
  invariant(query.shopId, "a transaction knows its shop");
  const client = await freeConnection(streams);
  if (!client) return null;
  const copy = new TextOut(PINNED + query.text, query);
  let open = true;
  const end = async (reason?: Error) => {
    if (!open) return;
    open = false;
    clearTimeout(late);
    if (reason) {
      copy.abandon(reason);
      client.release(reason);
    } else {
      client.release(await client.query("COMMIT").then(() => false, Boolean));
    }
  };
  const late = setTimeout(() => void end(new Error("the stream took too long")), limits.streamMsMax);
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const given = { "app.shop_id": query.shopId, ...query.settings };
    const names = [...Object.keys(given), ...AS_THEY_COME];
    const values = [...Object.values(given), ...AS_THEY_COME.map(() => "off")];
    await client.query(
      "SELECT set_config(name, value, true) FROM unnest($1::text[], $2::text[]) AS given(name, value)",
      [names, values],
    );
    client.query(copy);
  } catch (error) {
    await end(error as Error);
    throw error;
  }
  return { next: () => copy.next(), rows: () => copy.rows, end };
}

async function freeConnection(streams: Streams): Promise<pg.PoolClient | null> {
  try {
    return await streams.connect();
  } catch (error) {
    if (streams.totalCount < limits.streamsAtOnce) throw error;
    return null;
  }
}
