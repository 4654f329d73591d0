// What a page costs beside the same page with data that stands still: `npm run bench pages`. Both are
// rendered by one process from one build; the still one asks neither who reads nor the database.
import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequestHandler } from "@remix-run/express";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import express, { type RequestHandler } from "express";
import { createServer as createVite } from "vite";
import { migrate } from "../../app/db/migrate.ts";
import { freePort } from "../../scripts/ports.ts";
import { removeCluster, startPostgres } from "../../scripts/postgres.ts";
import { checkout } from "../../scripts/postgres-home.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { appEnvironment } from "../support/start-app.ts";
import { figuresOf } from "./figures.ts";

const WARM_UP = 15;
const ROUNDS = 60;
const TIMES_STILL_MAX = 1.5;
const DOCUMENTS = 30;

const cluster = `bench-pages-${process.pid}`;
const postgres = await startPostgres({ cluster, database: "lossbook" });
await migrate(postgres.ownerUrl);
const port = await freePort();
const shopify = await startShopify({ appUrl: `http://localhost:${port}` });
const given = appEnvironment({ database: postgres, shopifyUrl: shopify.url }, port);
// As deployed: React of a development is several times slower, and would hide what the data cost.
const deployed = {
  ...{ NODE_ENV: "production", LOG_LEVEL: "error", ALLOW_EMULATOR: "1" },
  TOKEN_KEYS: `bench:${randomBytes(32).toString("base64")}`,
};
Object.assign(process.env, given, deployed);
const vite = await createVite({
  root: checkout,
  logLevel: "error",
  mode: "production",
  plugins: [{ name: "as-deployed", enforce: "post", config: () => ({ esbuild: { jsxDev: false } }) }],
  server: { middlewareMode: true, hmr: false, watch: null },
});
const build = (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
const reader = (await vite.ssrLoadModule("/app/reader.server.ts")) as { hearReader: RequestHandler };
const servers: Server[] = [];
try {
  const live = await serve(build, port);
  const still = await serve(withStillData(build), 0);
  const id = await fill(live);
  const paths = ["", "/write-offs", `/write-offs/${id}`, "/journal", "/tasks", "/requests", "/settings"];
  for (const path of paths) await measure(`/app${path}`, live, still);
} finally {
  for (const server of servers) server.close();
  await vite.close();
  await shopify.close();
  await postgres.stop();
  await removeCluster(cluster);
}
// The app's own connections have nobody who would close them.
process.exit();

async function serve(served: ServerBuild, on: number): Promise<string> {
  const app = express();
  app.all("*", reader.hearReader, createRequestHandler({ build: served, mode: "production" }));
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(on, resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Each page is read once; from then on its data are those. */
function withStillData(live: ServerBuild): ServerBuild {
  const read = new Map<string, unknown>();
  const routes = Object.entries(live.routes).map(([id, route]) => {
    const loader = route?.module.loader;
    if (!route || !loader) return [id, route];
    const stillLoader = async (args: LoaderFunctionArgs) => {
      const key = `${id} ${new URL(args.request.url).pathname}`;
      if (!read.has(key)) read.set(key, await loader(args));
      return read.get(key);
    };
    return [id, { ...route, module: { ...route.module, loader: stillLoader } }];
  });
  return { ...live, routes: Object.fromEntries(routes) };
}

async function fill(url: string): Promise<string> {
  const line = {
    itemId: "gid://shopify/InventoryItem/4100000001",
    locationId: "gid://shopify/Location/7000000001",
    quantity: 1,
    reasonId: "damaged",
  };
  const ids = Array.from({ length: DOCUMENTS }, () => randomUUID());
  for (const id of ids) {
    const answer = await fetch(`${url}/api/write-offs`, {
      method: "POST",
      headers: { ...bearer(), "content-type": "application/json" },
      body: JSON.stringify({ id, lines: [line] }),
    });
    if (answer.status !== 201) throw new Error(`a write-off was answered ${answer.status}`);
  }
  return ids[0] ?? "";
}

async function measure(path: string, live: string, still: string): Promise<void> {
  const times = { live: [] as number[], still: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const pair = { live: await read(live + path), still: await read(still + path) };
    if (round < 0) continue;
    times.live.push(pair.live);
    times.still.push(pair.still);
  }
  const [one, other] = [figuresOf(times.live), figuresOf(times.still)];
  const ratio = one.median / other.median;
  const figures = `${one.median.toFixed(1)} ms, still ${other.median.toFixed(1)} ms`;
  process.stdout.write(`${path.padEnd(28).slice(0, 28)} ${ratio.toFixed(2)} times: ${figures}\n`);
  if (ratio > TIMES_STILL_MAX) process.exitCode = 1;
}

async function read(url: string): Promise<number> {
  const headers = bearer();
  const since = performance.now();
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes("</html>")) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - since;
}

function bearer(): { authorization: string } {
  return { authorization: `Bearer ${shopify.mintIdToken({ userId: "9000001" })}` };
}
