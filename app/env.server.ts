import { hkdfSync } from "node:crypto";
import { z } from "zod";

export type TokenKey = { id: string; key: Buffer };

export type Env = Readonly<{
  nodeEnv: "production" | "development" | "test";
  isProduction: boolean;
  port: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  shopifyApiKey: string;
  shopifyApiSecret: string;
  shopifyAppUrl: string;
  /** Set: every call to a shop goes to this address instead. */
  shopifyEmulatorUrl: string | undefined;
  /** The owner's: migrates, and runs the job queue. */
  databaseUrl: string;
  /** Off where a deployment migrates in a step of its own. */
  migratesOnStart: boolean;
  /** The app's own role, which owns nothing. */
  databaseAppUrl: string;
  /** The first seals new tokens; the others still open old ones. */
  tokenKeys: readonly TokenKey[];
  /** Null: this installation is no app of Intuit's, and offers its books to nobody. */
  quickbooks: QuickbooksEnv | null;
  /** Null: this installation is no app of Xero's, and offers it to nobody. */
  xero: XeroEnv | null;
  /** Null: this installation sends no mail; everything is told in the app. */
  smtp: SmtpEnv | null;
  /** Receivers on this very machine may be told, which is good for trying it out and for nothing else. */
  hooksAllowLoopback: boolean;
}>;

export type QuickbooksEnv = Readonly<{
  clientId: string;
  clientSecret: string;
  /** Each has companies and keys of its own. */
  environment: "sandbox" | "production";
  /** Set: every call to Intuit goes to this address instead. */
  emulatorUrl: string | undefined;
}>;

export type SmtpEnv = Readonly<{ url: string; from: string }>;

export type XeroEnv = Readonly<{
  clientId: string;
  clientSecret: string;
  /** Set: every call to Xero goes to this address instead. */
  emulatorUrl: string | undefined;
  callsPerDay: number;
}>;

const APP_ROLE = "lossbook_app";
const KEY_BYTES = 32;
/** Whose variables begin so. */
const books = ["QUICKBOOKS", "XERO"];

const web = z.url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" });
const postgres = z
  .string({ error: "is missing" })
  .regex(/^postgres(ql)?:\/\/[^/]*\/[^?]+/, "must look like postgresql://user:password@host:5432/database")
  .refine((url) => URL.canParse(url), "is not a whole address")
  .transform((url) => url.replace(/^postgres:/, "postgresql:"));

const shape = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  SHOPIFY_API_KEY: z.string({ error: "is missing" }),
  SHOPIFY_API_SECRET: z.string({ error: "is missing" }),
  SHOPIFY_APP_URL: web.optional(),
  SHOPIFY_EMULATOR_URL: web.optional(),
  DATABASE_URL: postgres,
  DATABASE_APP_URL: postgres.optional(),
  QUICKBOOKS_CLIENT_ID: z.string().optional(),
  QUICKBOOKS_CLIENT_SECRET: z.string().optional(),
  QUICKBOOKS_ENVIRONMENT: z.enum(["sandbox", "production"]).default("production"),
  QUICKBOOKS_EMULATOR_URL: web.optional(),
  XERO_CLIENT_ID: z.string().optional(),
  XERO_CLIENT_SECRET: z.string().optional(),
  XERO_EMULATOR_URL: web.optional(),
  XERO_CALLS_PER_DAY: z.coerce.number().int().min(1).default(5_000),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be an address that begins with smtp:// or smtps://" })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]{0,100}<)?[^\s<>@]+@[^\s<>@]+>?$/, "must look like Lossbook <news@example.com>")
    .optional(),
  HOOKS_ALLOW_LOOPBACK: z.enum(["1", "0"], { error: "must be 1 or 0" }).default("0"),
  MIGRATE_ON_START: z.enum(["1", "0"], { error: "must be 1 or 0" }).default("1"),
  TOKEN_KEYS: z
    .string()
    .transform((list) => list.split(",").map(readKey))
    .refine((keys) => keys.every(({ id, key }) => /^[\w.-]+$/.test(id) && key.length === KEY_BYTES), {
      error: 'must be a list "id:key,id:key" whose keys are 32 bytes in base64 (openssl rand -base64 32)',
    })
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, { error: "names an id twice" })
    .optional(),
});

/** Parsed once, when the process starts; what is wrong is told all at once. */
export const env: Env = readEnv(process.env);

/**
 * React and the router read it when they are loaded. What was built is no workshop, wherever it runs: there
 * they would write addresses with ID tokens in them to the output, and stacks into answers.
 */
export function loadAsBuilt(): void {
  process.env.NODE_ENV = "production";
}

export function readEnv(source: Record<string, string | undefined>): Env {
  // A compose file or a shell sets what it leaves empty: the same as not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const read = shape.safeParse(given);
  const mistakes = read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  mistakes.push(...halfMistakes(given), ...productionMistakes(given));
  if (!read.success || mistakes.length > 0) {
    throw new Error(`The environment is not complete:\n${mistakes.map((line) => `  ${line}`).join("\n")}`);
  }
  const { data } = read;
  return Object.freeze({
    nodeEnv: data.NODE_ENV,
    isProduction: data.NODE_ENV === "production",
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    shopifyApiKey: data.SHOPIFY_API_KEY,
    shopifyApiSecret: data.SHOPIFY_API_SECRET,
    shopifyAppUrl: (data.SHOPIFY_APP_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ""),
    shopifyEmulatorUrl: data.SHOPIFY_EMULATOR_URL?.replace(/\/$/, ""),
    databaseUrl: data.DATABASE_URL,
    migratesOnStart: data.MIGRATE_ON_START === "1",
    databaseAppUrl: data.DATABASE_APP_URL ?? steppedDown(data.DATABASE_URL),
    tokenKeys: Object.freeze(data.TOKEN_KEYS ?? [derivedKey(data.SHOPIFY_API_SECRET)]),
    quickbooks: quickbooksOf(data),
    xero: xeroOf(data),
    smtp: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : null,
    hooksAllowLoopback: data.HOOKS_ALLOW_LOOPBACK === "1",
  });
}

function quickbooksOf(data: z.output<typeof shape>): QuickbooksEnv | null {
  const { QUICKBOOKS_CLIENT_ID: clientId, QUICKBOOKS_CLIENT_SECRET: clientSecret } = data;
  if (!clientId || !clientSecret) return null;
  const emulatorUrl = data.QUICKBOOKS_EMULATOR_URL?.replace(/\/$/, "");
  return Object.freeze({ clientId, clientSecret, environment: data.QUICKBOOKS_ENVIRONMENT, emulatorUrl });
}

function xeroOf(data: z.output<typeof shape>): XeroEnv | null {
  const { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret } = data;
  if (!clientId || !clientSecret) return null;
  const emulatorUrl = data.XERO_EMULATOR_URL?.replace(/\/$/, "");
  return Object.freeze({ clientId, clientSecret, emulatorUrl, callsPerDay: data.XERO_CALLS_PER_DAY });
}

/** Half of what signing in to a book needs would offer it and then fail. */
function halfMistakes(given: Record<string, string | undefined>): string[] {
  const pairs = books.map((book) => [`${book}_CLIENT_ID`, `${book}_CLIENT_SECRET`] as const);
  return [...pairs, ["SMTP_URL", "MAIL_FROM"] as const].flatMap(([id, secret]) => {
    if ((given[id] === undefined) === (given[secret] === undefined)) return [];
    return [
      given[id] === undefined ? `${id} is missing beside ${secret}` : `${secret} is missing beside ${id}`,
    ];
  });
}

function productionMistakes(given: Record<string, string | undefined>): string[] {
  if (given.NODE_ENV !== "production") return [];
  const mistakes: string[] = [];
  const emulated = given.SHOPIFY_EMULATOR_URL !== undefined;
  for (const name of ["SHOPIFY_EMULATOR_URL", ...books.map((book) => `${book}_EMULATOR_URL`)]) {
    if (given[name] !== undefined && given.ALLOW_EMULATOR !== "1")
      mistakes.push(`${name} sends a shop's traffic elsewhere: unset it, or set ALLOW_EMULATOR=1 as well`);
  }
  if (given.HOOKS_ALLOW_LOOPBACK === "1") {
    mistakes.push("HOOKS_ALLOW_LOOPBACK lets a shop call this machine's own services: unset it");
  }
  if (given.TOKEN_KEYS === undefined) {
    mistakes.push("TOKEN_KEYS is missing: production seals its tokens with keys of its own");
  }
  if (!emulated && !given.SHOPIFY_APP_URL?.startsWith("https://")) {
    mistakes.push("SHOPIFY_APP_URL must be the app's public address and begin with https://");
  }
  return mistakes;
}

function readKey(entry: string): TokenKey {
  const [id = "", encoded = ""] = entry.trim().split(":");
  return { id, key: Buffer.from(encoded, "base64") };
}

/** Outside production the tokens of a laptop are as safe as the secret lying beside them. */
function derivedKey(secret: string): TokenKey {
  const key = hkdfSync("sha256", secret, "", "lossbook token key", KEY_BYTES);
  return { id: "derived", key: Buffer.from(key) };
}

/** One address for both: the owner's connection that has stepped down into the app's role. */
function steppedDown(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const options = url.searchParams.get("options");
  url.searchParams.set("options", [options, `-c role=${APP_ROLE}`].filter(Boolean).join(" "));
  return url.href;
}
