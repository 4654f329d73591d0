import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import type { Fault, FaultQueue, QueuedFault } from "./faults.ts";
import type { Body } from "./graphql.ts";
import type { IdTokenClaims } from "./id-token.ts";
import type { RequestLog } from "./requests.ts";
import type { Level, QuantityName, Shop, State, StoredName } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { WebhookOptions, Webhooks } from "./webhooks.ts";
import type { Hooks, World } from "./world.ts";

export type ShopifyOptions = {
  /** 0 or missing: any free port. */
  port?: number;
  host?: string;
  scenarios?: Scenario[];
  switches?: Partial<Switches>;
  /** Where the app listens; webhooks go there. */
  appUrl?: string | null;
  apiKey?: string;
  apiSecret?: string;
  /** What an installation grants; missing: what shopify.app.toml asks for. */
  scopes?: string[];
  /** Missing: every shop has the app installed. */
  installed?: boolean;
  webhooks?: WebhookOptions;
  /** Where the staff's letters are shown; missing: the admin links to no mailbox. */
  mailboxUrl?: string;
  /** Keeps the state over restarts. */
  dataFile?: string;
  now?: () => number;
  hooks?: Hooks;
};

export type ShopifyEmulator = {
  url: string;
  port: number;
  world: World;
  readonly state: State;
  readonly switches: Switches;
  faults: FaultQueue;
  requests: RequestLog;
  webhooks: Webhooks;
  hooks: Hooks;
  /** By handle or domain; throws when there is none. */
  shop(name?: string): Shop;
  addShop(scenario: Scenario): Shop;
  setSwitches(switches: Partial<Switches>): void;
  fault(...faults: QueuedFault[]): void;
  snapshot(): State;
  restore(snapshot: State): void;
  /** Back to the scenarios as they were given, without faults, requests or deliveries. */
  reset(): void;
  ageBy(ms: number): void;
  mintIdToken(wish: {
    shop?: string;
    userId: string;
    ttlMs?: number;
    claims?: Partial<IdTokenClaims>;
  }): string;
  /** Fresh access tokens for tests that do not care how they are got. */
  offlineToken(shop?: string): string;
  onlineToken(userId: string, shop?: string): string;
  revokeTokens(shop?: string): void;
  install(shop?: string, scopes?: string[]): void;
  uninstall(shop?: string): void;
  changeScopes(scopes: string[], shop?: string): void;
  /** Chooses a plan as the merchant does on Shopify's page; null: leaves the one there is. */
  choosePlan(handle: string | null, shop?: string): void;
  setDevelopmentStore(isDevelopmentStore: boolean, shop?: string): void;
  /** The topics that come by hand: scopes update and the privacy ones. */
  sendWebhook(topic: string, payload?: Record<string, unknown>, shop?: string): void;
  /** Somebody else sells (or receives) right now. Ids may be numbers or gids. */
  stranger(place: Place, delta: number, name?: StoredName): Level;
  quantity(place: Place, name?: QuantityName): number;
  /** Runs a document as the admin's own direct API does: as a person, without an access token. */
  execute(body: Body, as: { shop?: string; userId?: string }): Promise<unknown>;
  close(): Promise<void>;
};

export type Place = { shop?: string; itemId: string | number; locationId: string | number };

export type { Fault, QueuedFault };
