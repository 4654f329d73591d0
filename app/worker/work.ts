import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { refusePowerfulRole } from "#app/db/open-database.ts";
import { database } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { crontab } from "./crontab.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { queueLogger } from "./queue-logger.ts";
import { freeLocks, startSweeper } from "./sweeper.ts";
import { tasksOf } from "./tasks.ts";
import { resealTokens } from "./tidy-up.ts";

const JOBS_AT_ONCE = 8;
/** Each job in work may ask for a connection, and listening, the heartbeat and the sweeper have their own. */
const CONNECTIONS_MAX = JOBS_AT_ONCE + 4;
const POLL_MS = 2_000;
const STOP_MS = 9_000;

/** The queue's pool is the owner's; the jobs themselves work on the app's pool, under the app's role. */
export async function work(): Promise<void> {
  if (env.migratesOnStart) await migrate(env.databaseUrl);
  await refusePowerfulRole(database);
  const owner = new pg.Pool({
    connectionString: env.databaseUrl,
    max: CONNECTIONS_MAX,
    application_name: "lossbook-worker",
  });
  owner.on("error", (error) => log.warn({ error }, "A connection of the queue broke"));
  // Also while a job holds it: a connection that breaks unheard ends the process.
  owner.on("connect", (client) =>
    client.on("error", (error) => log.warn({ error }, "A connection of the queue broke")),
  );
  await resealTokens(owner);

  const events: WorkerEvents = new EventEmitter();
  const heartbeat = startHeartbeat(owner, events);
  const runner = await run({
    pgPool: owner,
    taskList: tasksOf(owner),
    parsedCronItems: crontab,
    concurrency: JOBS_AT_ONCE,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: queueLogger,
    events,
  });
  const sweeper = startSweeper(owner);
  log.info({}, "Lossbook's worker waits for jobs");

  let stopping = false;
  const stop = async (reason: string, code: number) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, "Lossbook's worker stops");
    sweeper.stop();
    await Promise.race([runner.stop(), sleep(STOP_MS)]);
    await heartbeat.stop();
    // Whatever is still held is free for the others at once, not only when they notice the silence.
    await freeLocks(owner, heartbeat.ids());
    process.exit(code);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(signal, 0));
  runner.promise.then(
    () => stop("the queue ended", 1),
    (error: unknown) => {
      log.error({ error }, "The queue failed");
      return stop("the queue failed", 1);
    },
  );
}
