import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cast } from "../../../prisma/scenarios/cast.ts";
import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import { loadAdminSchema } from "../../../scripts/admin-schema.ts";
import { answerGraphql, answerOauth } from "./admin-api.ts";
import { readAppToml } from "./app-toml.ts";
import { answerControl } from "./control.ts";
import type { ShopifyEmulator, ShopifyOptions } from "./emulator.ts";
import { drop, exchangeOf, send } from "./exchange.ts";
import { createFaults } from "./faults.ts";
import { gid } from "./gid.ts";
import { createLevers } from "./levers.ts";
import { install } from "./oauth.ts";
import { createRequestLog } from "./requests.ts";
import { addShop } from "./seed.ts";
import { ageState, createKeeper, endUnfinished, loadState } from "./snapshot.ts";
import { emptyState, type Shop } from "./state.ts";
import { defaultSwitches } from "./switches.ts";
import { createWebhooks } from "./webhooks.ts";
import type { App, World } from "./world.ts";

const TOML = new URL("../../../shopify.app.toml", import.meta.url);
const KEEP_ALIVE_MS = 60_000;
const DEFAULT_SCOPES = ["write_inventory", "read_products"];

/** An HTTP server that behaves towards this app as Shopify does, with a state, and with faults on demand. */
export async function startShopify(options: ShopifyOptions = {}): Promise<ShopifyEmulator> {
  // Before anything listens: a missing schema is told at the start and not by the first request.
  loadAdminSchema();
  const now = options.now ?? Date.now;
  const toml = readAppToml(TOML);
  const app = appOf(options, toml?.scopes ?? DEFAULT_SCOPES);
  const webhooks = createWebhooks(app, { subscriptions: toml?.subscriptions, ...options.webhooks, now });
  const faults = createFaults(now);
  const requests = createRequestLog();
  const world: World = {
    state: emptyState(),
    switches: { ...defaultSwitches, ...options.switches },
    app,
    hooks: options.hooks ?? {},
    now,
    mailboxUrl: options.mailboxUrl ?? null,
    origin: () => emulator.url,
    emit: (shop, topic, payload) => void webhooks.emit(shop, topic, payload),
    changed: () => keeper.changed(),
  };
  const keeper = createKeeper(options.dataFile, () => world.state);
  const seedShop = (scenario: Scenario): Shop => {
    const shop = addShop(world.state, scenario, now());
    if (options.installed ?? true) install(world, shop);
    return shop;
  };
  const seed = (): void => {
    world.state = emptyState();
    for (const scenario of options.scenarios ?? cast) seedShop(scenario);
  };
  const saved = options.dataFile ? loadState(options.dataFile) : null;
  if (saved) {
    endUnfinished(saved);
    world.state = saved;
  } else seed();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = exchangeOf(request, response);
    if (exchange.path.startsWith("/_emulator")) return answerControl(emulator, exchange);
    const version = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(exchange.path)?.[1];
    const api = { world, faults, requests };
    if (version && exchange.method === "POST") return answerGraphql(api, exchange, version);
    if (exchange.path === "/admin/oauth/access_token" && exchange.method === "POST")
      return answerOauth(api, exchange);
    if (await servedByAdmin(request, response, world)) return;
    send(exchange, { status: 404, body: { errors: "Not Found" } }, now());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((problem: unknown) => {
      if (response.headersSent || request.socket.destroyed) return drop(exchangeOf(request, response));
      const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
      send(
        exchangeOf(request, response),
        { status: 500, body: { errors: `The emulator failed: ${message}` } },
        now(),
      );
    });
  });
  // A connection that closes while a client reuses it would look like a fault that nobody ordered.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const emulator: ShopifyEmulator = {
    ...createLevers(world, webhooks),
    url: "",
    port: 0,
    world,
    get state() {
      return world.state;
    },
    get switches() {
      return world.switches;
    },
    faults,
    requests,
    webhooks,
    hooks: world.hooks,
    addShop: seedShop,
    setSwitches: (switches) => void Object.assign(world.switches, switches),
    fault: faults.push,
    snapshot: () => structuredClone(world.state),
    restore: (snapshot) => {
      world.state = structuredClone(snapshot);
      world.changed();
    },
    reset: () => {
      seed();
      faults.clear();
      requests.clear();
      webhooks.clear();
      Object.assign(world.switches, defaultSwitches, options.switches);
      world.changed();
    },
    ageBy: (ms) => {
      ageState(world.state, ms);
      world.changed();
    },
    close: async () => {
      webhooks.close();
      keeper.close();
      await closeServer(server);
    },
  };
  const host = options.host ?? "127.0.0.1";
  await listen(server, { port: options.port ?? 0, host });
  emulator.port = (server.address() as AddressInfo).port;
  emulator.url = `http://${host}:${emulator.port}`;
  return emulator;
}

/** The admin's pages bring a bundler along; only who opens them pays for it. */
async function servedByAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<boolean> {
  if (!/^\/(store|_admin|app-bridge\.js)(\/|$)/.test(request.url?.split("?")[0] ?? "")) return false;
  const { handleAdmin } = await import("./admin/handle-admin.ts");
  return handleAdmin(request, response, world);
}

function appOf(options: ShopifyOptions, scopes: string[]): App {
  return {
    id: gid("App", 1000001),
    title: "Lossbook",
    handle: "lossbook",
    apiKey: options.apiKey ?? "emulated-api-key",
    apiSecret: options.apiSecret ?? "emulated-api-secret",
    url: options.appUrl ?? null,
    scopes: options.scopes ?? scopes,
  };
}

function listen(server: Server, at: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((problem) => (problem ? reject(problem) : resolve()));
    server.closeAllConnections();
  });
}
