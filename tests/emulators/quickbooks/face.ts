import { isClient } from "../accounting/consent.ts";
import type { Body, BookFace, BookWorld, Call } from "../accounting/face.ts";
import type { Exchange, Reply } from "../shopify/exchange.ts";
import { answerCdc } from "./cdc.ts";
import { accountWords, companyInfoJson, journalJson, preferencesJson } from "./company.ts";
import { type Asked, createJournal, deleteJournal, findJournal, updateJournal } from "./journal-entry.ts";
import { answerRevoke, answerTokens } from "./oauth.ts";
import { answerQuery } from "./query.ts";
import { fault, gatewayFault, ok, Refused } from "./reply.ts";

const DAY_MS = 24 * 3_600_000;
const KEY_LENGTH_MAX = 50;
const TOKENS = "/oauth2/v1/tokens/bearer";
const REVOKE = "/v2/oauth2/tokens/revoke";

/** QuickBooks Online as the facts describe it. */
export const quickbooksFace: BookFace = {
  kind: "quickbooks",
  name: "QuickBooks Online",
  idOf: (what, organisation, number) =>
    what === "organisation" ? `9130347${String(organisation).padStart(9, "0")}` : String(number),
  signIn: {
    codeTtlMs: 5 * 60_000,
    accessTtlMs: 3_600_000,
    refreshTtlMs: 100 * DAY_MS,
    hardTtlMs: 1825 * DAY_MS,
    graceMs: DAY_MS,
  },
  pace: { perSecond: 10, perMinute: 500, perDay: null, atOnce: null },
  switchChoices: {
    keys: ["honoured", "forgotten"],
    duplicates: ["refused", "taken"],
    decimals: ["currency", "two"],
    untracked: ["dropped", "refused"],
    rotation: ["always", "sometimes"],
    subscription: ["paid", "lapsed"],
  },
  scope: "com.intuit.quickbooks.accounting",
  manyOrganisations: false,
  authorizePath: "/connect/oauth2",
  journalPageOf({ path, url }) {
    const [journalId, organisationId] = ["txnId", "deeplinkcompanyid"].map((name) =>
      url.searchParams.get(name),
    );
    return path === "/app/journal" && journalId && organisationId ? { journalId, organisationId } : null;
  },
  callOf,
  answer,
  replies: {
    unauthorised,
    throttled,
    failed: (status) => ({ status, body: "<html><body>Service Unavailable</body></html>" }),
    refusedIn200: () => ({
      ...fault(
        { code: "6000", message: "A business validation error has occurred", detail: "Refused." },
        Date.now(),
      ),
      status: 200,
    }),
  },
  paceHeaders: () => ({}),
  callbackOf: ([realmId = ""]) => ({ realmId }),
  takenAway: "deleted",
  accountWords: (account) => accountWords(account).type,
};

function callOf({ method, path, url, request }: Exchange): Call | null {
  const base = { organisationId: null, paced: false, token: null, key: null };
  if (method === "POST" && path === TOKENS) return { ...base, operation: "token" };
  if (method === "POST" && path === REVOKE) return { ...base, operation: "revoke" };
  const [, organisationId, resource] = /^\/v3\/company\/(\d+)\/(\w+)/.exec(path) ?? [];
  if (!organisationId || !resource) return null;
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
  const isDeletion = url.searchParams.get("operation") === "delete";
  const write = isDeletion ? "delete-journal" : "write-journal";
  const operation = resource === "journalentry" ? (method === "POST" ? write : "read-journal") : resource;
  return { operation, organisationId, paced: true, token, key: url.searchParams.get("requestid") };
}

function answer(world: BookWorld, call: Call, exchange: Exchange, body: Body): Reply {
  if (call.operation === "token" || call.operation === "revoke") {
    if (!isClient({ world }, exchange, body.text)) return { status: 401, body: { error: "invalid_client" } };
    return call.operation === "token"
      ? answerTokens(world, body.value ?? {})
      : answerRevoke(world, body.value ?? {});
  }
  const grant = world.signIns.grantOf(call.token);
  const company = world.organisations.get(call.organisationId ?? "");
  if (!grant) return unauthorised();
  if (!company || !grant.organisationIds.includes(company.id))
    return gatewayFault(
      {
        status: 403,
        code: "3100",
        message: "ApplicationAuthorizationFailed",
        detail: "No access to this company",
      },
      "AUTHENTICATION",
    );
  try {
    if (world.switches.subscription === "lapsed")
      throw new Refused({
        status: 403,
        code: "6190",
        message: "Invalid Company Status",
        detail: "Subscription period has ended or canceled or there was a billing problem",
      });
    const allowsDuplicates = exchange.url.searchParams.get("include") === "allowduplicatedocnum";
    return answerCompany({ world, company, call, allowsDuplicates }, exchange, body);
  } catch (problem) {
    if (problem instanceof Refused) return fault(problem.refusal, world.now());
    throw problem;
  }
}

function answerCompany(asked: Asked, exchange: Exchange, body: Body): Reply {
  const { world, company, call } = asked;
  const now = world.now();
  const last = exchange.path.split("/").pop() ?? "";
  switch (call.operation) {
    case "companyinfo":
      return ok({ CompanyInfo: companyInfoJson(company) }, now);
    case "preferences":
      return ok({ Preferences: preferencesJson(company) }, now);
    case "query":
      return ok(answerQuery(company, exchange.url.searchParams.get("query") ?? body.text), now);
    case "cdc":
      return ok(answerCdc(company, exchange.url.searchParams, now), now);
    case "read-journal":
      return ok({ JournalEntry: journalJson(company, findJournal(company, last)) }, now);
    case "write-journal":
    case "delete-journal":
      return once(asked, () => write(asked, body));
    default:
      return { status: 404, body: "<html><body>Not Found</body></html>" };
  }
}

function write(asked: Asked, body: Body): Reply {
  const { world, company, call } = asked;
  const sent = body.value;
  if (!sent)
    throw new Refused({
      code: "2010",
      message: "Request has invalid or unsupported property",
      detail: "No JSON",
    });
  const journal =
    call.operation === "delete-journal"
      ? deleteJournal(asked, sent)
      : sent.Id === undefined
        ? createJournal(asked, sent)
        : updateJournal(asked, sent);
  return ok({ JournalEntry: journalJson(company, journal) }, world.now());
}

/** A key that was seen gets the first answer, whatever is sent with it. */
function once({ world, company, call }: Asked, work: () => Reply): Reply {
  if (call.key === null || world.switches.keys === "forgotten") return work();
  if (call.key.length > KEY_LENGTH_MAX)
    throw new Refused({
      code: "2050",
      message: "String length is not supported",
      detail: "requestid",
      element: "requestid",
    });
  const known = world.keys.find(company.id, call.key);
  if (known) return known;
  const reply = work();
  world.keys.keep(company.id, call.key, reply);
  return reply;
}

function unauthorised(): Reply {
  const detail = "Token expired or revoked";
  return gatewayFault(
    { status: 401, code: "3200", message: "AuthenticationFailed", detail },
    "AUTHENTICATION",
  );
}

/** Without a word of how long to wait: Intuit's pages say a minute. */
function throttled(): Reply {
  const detail = "The request limit was reached.  Try again later";
  return gatewayFault({ status: 429, code: "3001", message: "ThrottleExceeded", detail }, "SERVICE");
}
