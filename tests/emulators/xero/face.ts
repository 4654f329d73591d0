import { createHash } from "node:crypto";
import type { BookFace, Call } from "../accounting/face.ts";
import type { Account, IdOf } from "../accounting/ledger.ts";
import type { Exchange } from "../shopify/exchange.ts";
import { answerApi } from "./api.ts";
import { answerIdentity } from "./identity.ts";
import { replies } from "./replies.ts";
import { typeOf } from "./wire.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const API = "/api.xro/2.0/";

/** Xero hands out GUIDs; these are the same each time the same thing is made. */
const idOf: IdOf = (what, organisation, number) => {
  const hex = createHash("sha256").update(`${what} ${organisation} ${number}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
};

export const xeroFace: BookFace = {
  kind: "xero",
  name: "Xero",
  idOf,
  signIn: {
    codeTtlMs: 5 * MINUTE_MS,
    accessTtlMs: 30 * MINUTE_MS,
    refreshTtlMs: 60 * DAY_MS,
    hardTtlMs: null,
    // Xero takes a token that was exchanged for a while longer, for those who never heard the answer.
    graceMs: 30 * MINUTE_MS,
  },
  pace: { perSecond: null, perMinute: 60, perDay: 5_000, atOnce: 5 },
  switchChoices: {
    /** For how long a key is remembered, nobody says. */
    keys: ["honoured", "forgotten"],
    /** Refused, or taken off its line with a warning while the rest is booked. */
    archivedAccount: ["error", "warning"],
    /** Refused, or left out without a word. */
    unknownTracking: ["error", "dropped"],
    /** Whether amounts keep three decimals where the currency has three. */
    decimals: ["currency", "two"],
    /** Whether lines tell the ids of accounts and options, or their codes and names alone. */
    lineIds: ["shown", "hidden"],
    /** Whether the app may read items, and with them what stock is tracked. */
    items: ["shown", "denied"],
  },
  scope: "offline_access accounting.manualjournals accounting.settings.read",
  manyOrganisations: true,
  authorizePath: "/identity/connect/authorize",
  journalPageOf(exchange, world) {
    if (exchange.path !== "/Journal/View.aspx") return null;
    const journalId = exchange.url.searchParams.get("invoiceID") ?? "";
    const own = [...world.organisations.values()].find(({ journals }) =>
      journals.some(({ id }) => id === journalId),
    );
    return own ? { organisationId: own.id, journalId } : null;
  },
  callOf,
  answer: (world, call, exchange, body) =>
    call.operation in identityOperations
      ? answerIdentity(world, call, exchange, body)
      : answerApi({ world, newId: () => idOf("journal", 0, world.nextNumber()) }, call, exchange, body),
  replies,
  paceHeaders: ({ minute, day }) => ({
    "X-MinLimit-Remaining": String(minute ?? 60),
    "X-DayLimit-Remaining": String(day ?? 5_000),
    "X-AppMinLimit-Remaining": "9999",
  }),
  callbackOf: () => ({}),
  takenAway: "voided",
  accountWords: (account: Account) => typeOf(account),
};

const identityOperations: Record<string, true> = {
  token: true,
  revoke: true,
  connections: true,
  leave: true,
};

function callOf(exchange: Exchange): Call | null {
  const { method, path, request } = exchange;
  const [, token = null] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const plain = { organisationId: null, paced: false, token, key: null };
  if (path === "/connect/token" && method === "POST") return { ...plain, operation: "token" };
  if (path === "/connect/revocation" && method === "POST") return { ...plain, operation: "revoke" };
  if (path === "/connections" && method === "GET") return { ...plain, operation: "connections" };
  if (/^\/connections\/[^/]+$/.test(path) && method === "DELETE") return { ...plain, operation: "leave" };
  if (!path.startsWith(API)) return null;
  const organisationId = headerOf(exchange, "xero-tenant-id");
  const key = headerOf(exchange, "idempotency-key");
  const operation = operationOf(method, path.slice(API.length));
  return { operation, organisationId, paced: true, token, key };
}

function operationOf(method: string, path: string): string {
  const [resource = "", id] = path.split("/");
  if (resource !== "ManualJournals") return resource.toLowerCase();
  if (method === "GET") return id ? "read-journal" : "query";
  return method === "PUT" && !id ? "write-journal" : "update-journal";
}

function headerOf({ request }: Exchange, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}
