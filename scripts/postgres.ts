import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isAlive } from "./alone.mjs";
import { serverOf } from "./forsaken-clusters.ts";
import { freePort } from "./ports.ts";
import { folder, type PostgresHome, postgresHome } from "./postgres-home.ts";

export type PostgresOptions = {
  /** The cluster's name: its data stays under this name from start to start. */
  cluster: string;
  database: string;
  port?: number;
  /** Off in tests only: a crash of the machine may then lose the cluster. */
  durable?: boolean;
  connectionsMax?: number;
};

export type Postgres = {
  port: number;
  pid: number;
  /** A superuser, for making and dropping databases. */
  adminUrl: string;
  /** Owns the database: migrates it and runs its job queue. */
  ownerUrl: string;
  /** Owns nothing: what the app works as. */
  appUrl: string;
  stop(): Promise<void>;
};

type Passwords = { admin: string; owner: string; app: string };
type Cluster = { home: PostgresHome; root: string; data: string; log: string; passwords: Passwords };

const ADMIN = "postgres";
const OWNER = "lossbook_owner";
const APP = "lossbook_app";
const START_MS = 30_000;
const STOP_MS = 15_000;

/** Starts a PostgreSQL of our own on loopback and makes sure of its database and two roles. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const cluster = openCluster(options.cluster, options.durable ?? true);
  await stopLeftover(cluster.data);
  const port = options.port ?? (await freePort());
  const server = await launch(cluster, port, options);
  const stopAtExit = () => server.kill("SIGQUIT");
  process.once("exit", stopAtExit);
  const stop = async () => {
    process.off("exit", stopAtExit);
    await end(server.pid, () => server.exited);
  };
  try {
    await prepare(cluster.passwords, port, options.database);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${options.database}`;
  return {
    port,
    pid: server.pid,
    adminUrl: url(ADMIN, cluster.passwords.admin),
    ownerUrl: url(OWNER, cluster.passwords.owner),
    appUrl: url(APP, cluster.passwords.app),
    stop,
  };
}

/** Stops a server whose parent was killed, and forgets everything the cluster held. */
export async function removeCluster(name: string): Promise<void> {
  for (const place of postgresHome().places) {
    const root = join(place, name);
    await stopLeftover(join(root, "data"));
    rmSync(root, { recursive: true, force: true });
  }
}

function openCluster(name: string, durable: boolean): Cluster {
  const home = postgresHome();
  const root = folder(join(durable ? home.clusters : home.passing, name), home.runAs);
  const data = join(root, "data");
  if (!existsSync(join(data, "PG_VERSION"))) initialise(home, root, data);
  const passwords: Passwords = JSON.parse(readFileSync(join(root, "passwords.json"), "utf8"));
  return { home, root, data, log: join(root, "server.log"), passwords };
}

/** Made beside its place and moved there when whole, so that a killed set-up leaves nothing half made. */
function initialise(home: PostgresHome, root: string, data: string): void {
  const half = join(root, "unfinished");
  rmSync(half, { recursive: true, force: true });
  const passwords: Passwords = { admin: secret(), owner: secret(), app: secret() };
  const file = join(root, "initial-password");
  writeFileSync(file, `${passwords.admin}\n`, { mode: 0o600 });
  if (home.runAs) chownSync(file, home.runAs.uid, home.runAs.gid);
  const done = spawnSync(
    join(home.bin, "initdb"),
    [
      ...["--pgdata", half, "--username", ADMIN, "--pwfile", file, "--auth", "scram-sha-256"],
      ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "icu", "--icu-locale", "und"],
      ...["--no-sync", "--no-instructions"],
    ],
    { ...home.runAs, cwd: root, encoding: "utf8", env: plainEnvironment() },
  );
  rmSync(file);
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`PostgreSQL could not make its data folder ${data}:\n${done.stderr}`);
  writeFileSync(join(root, "passwords.json"), JSON.stringify(passwords), { mode: 0o600 });
  rmSync(data, { recursive: true, force: true });
  renameSync(half, data);
}

async function stopLeftover(data: string): Promise<void> {
  const pid = serverOf(data);
  if (pid !== null) await end(pid, () => !isAlive(pid));
  rmSync(join(data, "postmaster.pid"), { force: true });
}

type Server = { pid: number; exited: boolean; kill(signal: NodeJS.Signals): void };

async function launch(cluster: Cluster, port: number, options: PostgresOptions): Promise<Server> {
  const log = openSync(cluster.log, "w");
  const child = spawn(
    join(cluster.home.bin, "postgres"),
    [
      "-D",
      cluster.data,
      ...Object.entries(settings(port, options)).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    // A group of its own: Ctrl-C in the terminal must reach the app first and the database last.
    {
      ...cluster.home.runAs,
      cwd: cluster.root,
      env: plainEnvironment(),
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  const server: Server = { pid: child.pid ?? 0, exited: false, kill: (signal) => void child.kill(signal) };
  child.once("error", () => {
    server.exited = true;
  });
  child.once("exit", () => {
    server.exited = true;
  });
  child.unref();
  await untilReady(cluster, port, server);
  return server;
}

function settings(port: number, options: PostgresOptions): Record<string, string | number> {
  const durable = options.durable ?? true;
  const careless = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_wal_size: "512MB",
    // Beside the rest of a cluster that lies in memory, so that one which is killed leaves nothing elsewhere.
    ...(process.platform === "linux" ? { dynamic_shared_memory_type: "mmap" } : {}),
  };
  return {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: options.connectionsMax ?? 100,
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(durable ? {} : careless),
  };
}

async function untilReady(cluster: Cluster, port: number, server: Server): Promise<void> {
  const giveUpAt = Date.now() + START_MS;
  for (;;) {
    if (server.exited)
      throw new Error(`PostgreSQL did not start:\n${readFileSync(cluster.log, "utf8").slice(-2000)}`);
    const client = new pg.Client({
      ...loopback(port),
      password: cluster.passwords.admin,
      user: ADMIN,
      database: ADMIN,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      const starting = code === "ECONNREFUSED" || code === "57P03";
      if (!starting || Date.now() > giveUpAt) {
        server.kill("SIGQUIT");
        throw error;
      }
      await sleep(30);
    }
  }
}

async function prepare(passwords: Passwords, port: number, database: string): Promise<void> {
  const client = new pg.Client({
    ...loopback(port),
    user: ADMIN,
    password: passwords.admin,
    database: ADMIN,
  });
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER, passwords.owner],
      [APP, passwords.app],
    ] as const) {
      const known = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
      const verb = known.rowCount === 0 ? "CREATE" : "ALTER";
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${password}'`,
      );
    }
    await client.query(`GRANT ${APP} TO ${OWNER}`);
    const known = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
}

/**
 * Fast shutdown first; if a client holds it up, immediate: the write-ahead log makes the next start whole
 * again.
 */
async function end(pid: number, gone: () => boolean): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (gone()) return;
    send(pid, signal);
    const giveUpAt = Date.now() + STOP_MS;
    while (!gone() && Date.now() < giveUpAt) await sleep(20);
  }
  if (!gone()) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

function loopback(port: number) {
  return { host: "127.0.0.1", port };
}

function secret(): string {
  return randomBytes(18).toString("base64url");
}

/** PG* variables of the person who starts us would otherwise steer our server. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const plain: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C" };
  for (const name of Object.keys(plain)) if (name.startsWith("PG")) delete plain[name];
  return plain;
}
