import type { Fault } from "./faults.ts";
import type { Group, Level, Shop, Staff, State, UserError } from "./state.ts";
import type { Switches } from "./switches.ts";

/** Everything one running emulator shares between its parts. */
export type World = {
  state: State;
  switches: Switches;
  app: App;
  hooks: Hooks;
  now(): number;
  /** Beside the shop's apps the little admin shows where its people read their letters. */
  mailboxUrl: string | null;
  /** The emulator's own address, for pictures and links. */
  origin(): string;
  /** Tells the app by webhook. */
  emit(shop: Shop, topic: string, payload: Record<string, unknown>): void;
  /** Something in `state` is different now. */
  changed(): void;
};

export type App = {
  id: string;
  title: string;
  handle: string;
  apiKey: string;
  apiSecret: string;
  /** Where webhooks go; null: nowhere. */
  url: string | null;
  /** What a new installation grants. */
  scopes: string[];
};

/** For a simulation that wants to be there at that very moment. Each may wait. */
export type Hooks = {
  onRequest?: (request: RequestFacts) => void | Promise<void>;
  beforeEffect?: (effect: Effect) => void | Promise<void>;
  afterEffect?: (effect: Effect & { outcome: Outcome }) => void | Promise<void>;
};

export type RequestFacts = {
  at: number;
  kind: "graphql" | "oauth" | "other";
  /** Names of the root fields, or `oauth`. */
  operations: string[];
  shop: string;
  token: "offline" | "online" | "none";
  staffId: string | null;
  key: string | null;
};

export type Effect = {
  shop: Shop;
  operation: string;
  key: string;
  input: Record<string, unknown>;
  staffId: string | null;
};

export type Outcome = { group: Group | null; userErrors: UserError[] };

/** Who is asking: the grant of an access token. */
export type Grant = {
  kind: "offline" | "online";
  scopes: ReadonlySet<string>;
  staff: Staff | null;
};

/** What resolvers receive as context. */
export type Asked = {
  world: World;
  shop: Shop;
  grant: Grant;
  /** A fault that speaks from inside the mutation. */
  fault: Fault | null;
};

export type LevelPlace = { shop: Shop; level: Level };
