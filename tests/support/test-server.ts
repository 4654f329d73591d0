import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import pg from "pg";
import { migrate } from "../../app/db/migrate.ts";
import { isAlive } from "../../scripts/alone.mjs";
import { removeForsaken } from "../../scripts/forsaken-clusters.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { MEMORY, postgresHome } from "../../scripts/postgres-home.ts";

/** Serializable, because Vitest hands it from the run to its workers. */
export type TestServer = {
  /** Makes and drops databases. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** Migrated once; every test database is a copy of it. */
  template: string;
  /** As files where the disk is not waited for: half the time. */
  copies: "FILE_COPY" | "WAL_LOG";
};

export type TestDatabase = {
  name: string;
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  drop(): Promise<void>;
};

export type RunningTestServer = { server: TestServer; stop(): Promise<void> };

/** One PostgreSQL for one run: our own, or the one DATABASE_URL names. */
export async function startTestServer(): Promise<RunningTestServer> {
  const given = process.env.DATABASE_URL;
  const running = given ? givenServer(given) : await ownServer();
  try {
    const { adminUrl, ownerUrl, template } = running.server;
    await asAdmin(adminUrl, `CREATE DATABASE ${template} OWNER ${userOf(ownerUrl)}`);
    await migrate(withDatabase(ownerUrl, template));
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

/** A copy of the migrated template. */
export function cloneDatabase(server: TestServer): Promise<TestDatabase> {
  return makeDatabase(server, `TEMPLATE ${server.template} STRATEGY ${server.copies}`);
}

/** For tests of migrating itself. */
export function makeEmptyDatabase(server: TestServer): Promise<TestDatabase> {
  return makeDatabase(server, "TEMPLATE template0");
}

async function makeDatabase(server: TestServer, from: string): Promise<TestDatabase> {
  const name = `${server.template}_${randomBytes(6).toString("hex")}`;
  await asAdmin(server.adminUrl, `CREATE DATABASE ${name} ${from} OWNER ${userOf(server.ownerUrl)}`);
  return {
    name,
    adminUrl: withDatabase(server.adminUrl, name),
    ownerUrl: withDatabase(server.ownerUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    drop: () => asAdmin(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function ownServer(): Promise<RunningTestServer> {
  await removeAbandoned();
  const cluster = `test-${process.pid}-${randomBytes(3).toString("hex")}`;
  const { adminUrl, ownerUrl, appUrl, stop } = await startPostgres({
    cluster,
    database: "lossbook",
    durable: false,
    connectionsMax: 300,
  });
  return {
    server: { adminUrl, ownerUrl, appUrl, template: "lossbook_template", copies: "FILE_COPY" },
    stop: async () => {
      await stop();
      await removeCluster(cluster);
    },
  };
}

/** A killed run cannot tidy up after itself; the next one does, by the process id in the name. */
async function removeAbandoned(): Promise<void> {
  for (const name of postgresHome().places.flatMap((place) => readdirSync(place))) {
    const pid = /^test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await removeCluster(name);
  }
  if (existsSync(MEMORY)) removeForsaken(MEMORY);
}

function givenServer(url: string): RunningTestServer {
  const template = `lossbook_test_${randomBytes(4).toString("hex")}`;
  const appUrl = new URL(process.env.DATABASE_APP_URL ?? url);
  if (!process.env.DATABASE_APP_URL) appUrl.searchParams.set("options", "-c role=lossbook_app");
  return {
    server: { adminUrl: url, ownerUrl: url, appUrl: appUrl.href, template, copies: "WAL_LOG" },
    stop: () => asAdmin(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`),
  };
}

async function asAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function userOf(url: string): string {
  return pg.escapeIdentifier(decodeURIComponent(new URL(url).username));
}
