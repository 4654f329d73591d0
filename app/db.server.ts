import { openStreams } from "./db/feed-streams.ts";
import { openDatabase } from "./db/open-database.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

/** The one pool of this process, under the app's own role. */
export const database = openDatabase(env.databaseAppUrl, (error) =>
  log.warn({ error }, "A connection to the database broke"),
);

/** What takes minutes has connections of its own: pages never wait for an export. */
export const streams = openStreams(env.databaseAppUrl, (error) =>
  log.warn({ error }, "A connection for streams broke"),
);
