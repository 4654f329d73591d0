import { createServer, type Server } from "node:http";
import { join } from "node:path";
import * as build from "virtual:remix/server-build";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { migrate } from "./db/migrate.ts";
import { refusePowerfulRole } from "./db/open-database.ts";
import { database } from "./db.server.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { hearReader } from "./reader.server.ts";
import { readiness } from "./readiness.server.ts";
import {
  answerFailure,
  nameRequest,
  oneHost,
  passOverRest,
  refuseForbiddenMethod,
  securityHeaders,
} from "./web-headers.server.ts";

const CLIENT_FILES = join(import.meta.dirname, "..", "client");
const STOP_MS = 9_000;
const IDLE_LOOK_MS = 50;
/** What fits into a few packets is there sooner as it is. */
const COMPRESSED_FROM_BYTES = 4_096;
/**
 * Longer than what usually stands before us keeps a connection, so that it never sends into a closing one.
 */
const KEEP_ALIVE_MS = 65_000;

export async function serve(): Promise<void> {
  if (env.migratesOnStart) {
    const applied = await migrate(env.databaseUrl);
    if (applied.length > 0) log.info({ migrations: applied }, "The database was brought up to date");
  }
  await refusePowerfulRole(database);
  const server = createServer(webApp());
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server);
  log.info({ port: env.port, url: env.shopifyAppUrl }, "Lossbook answers");
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(server, signal));
}

function webApp(): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  const small = { threshold: COMPRESSED_FROM_BYTES };
  app.use(nameRequest, passOverRest, securityHeaders, refuseForbiddenMethod, compression(small));
  app.use(
    "/assets",
    express.static(join(CLIENT_FILES, "assets"), { immutable: true, maxAge: "1y", index: false }),
  );
  app.use(express.static(CLIENT_FILES, { maxAge: "1h", index: false, redirect: false }));
  app.use(oneHost, hearReader);
  // Every request is held against every route: whoever writes off is not made to wait for all the pages, and
  // a flood at the accountant's door does not make heaps of them.
  for (const door of ["api", "feed"]) app.all(`/${door}/*`, answersOf(onlyDoor(build, door)));
  app.all("*", answersOf(build));
  app.use(answerFailure);
  return app;
}

function answersOf(served: typeof build) {
  return createRequestHandler({ build: served, mode: "production", getLoadContext });
}

function onlyDoor(whole: typeof build, door: string): typeof build {
  const doors = Object.entries(whole.routes).filter(
    ([id]) => id === "root" || id.startsWith(`routes/${door}.`),
  );
  return { ...whole, routes: Object.fromEntries(doors) };
}

/** The library writes as fast as a body gives; whoever gives much asks here whether the reader keeps up. */
function getLoadContext(request: express.Request, response: express.Response): AppLoadContext {
  // Whichever does not come is listened for no longer: a long body waits thousands of times.
  const drained = () =>
    new Promise<void>((resolve) => {
      if (!response.writableNeedDrain || response.destroyed) return resolve();
      const go = () => {
        response.off("drain", go).off("close", go);
        resolve();
      };
      response.once("drain", go).once("close", go);
    });
  return { drained, path: request.path };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(inPlainWords(error)));
    server.listen(env.port, () => resolve());
  });
}

function inPlainWords(error: NodeJS.ErrnoException): Error {
  const other = "Stop that program, or set PORT to another number.";
  if (error.code === "EADDRINUSE") return new Error(`Port ${env.port} is used by another program. ${other}`);
  if (error.code === "EACCES")
    return new Error(`Port ${env.port} is not open to this user. Set PORT to another number.`);
  return error;
}

/** Nothing new is taken; what is being answered is answered, within what a supervisor usually waits. */
async function stop(server: Server, signal: string): Promise<void> {
  readiness.stop();
  log.info({ signal }, "Lossbook stops");
  const late = setTimeout(() => server.closeAllConnections(), STOP_MS);
  // A connection that was answered meanwhile would be kept for more.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(late);
  await database.$disconnect();
  process.exit(0);
}
