import { randomUUID } from "node:crypto";
import type { Body, BookWorld, Call } from "../accounting/face.ts";
import type { Journal, Organisation } from "../accounting/ledger.ts";
import type { Exchange, Reply } from "../shopify/exchange.ts";
import {
  createManualJournal,
  type Desk,
  type Item,
  updateManualJournal,
  type Verdict,
} from "./manual-journals.ts";
import { badRequest, forbidden, notFound, unauthorised } from "./replies.ts";
import { BadFilter, parseFilter, type Row } from "./where.ts";
import {
  accountOnWire,
  isTrackedStock,
  journalOnWire,
  momentOnWire,
  narrationOf,
  organisationOnWire,
  trackingOnWire,
} from "./wire.ts";

type Maker = { world: BookWorld; newId: () => string };

const KEY_MAX = 128;
const PAGE_MAX = 1_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The accounting API: what one token may do with one tenant. */
export function answerApi(maker: Maker, call: Call, exchange: Exchange, body: Body): Reply {
  const { world } = maker;
  const grant = world.signIns.grantOf(call.token);
  if (!grant) return unauthorised("TokenExpired: token expired");
  const organisation = world.organisations.get(call.organisationId ?? "");
  if (!organisation || !grant.organisationIds.includes(organisation.id))
    return forbidden("AuthenticationUnsuccessful");
  const isJournal = /^(query|.*-journal)$/.test(call.operation);
  const scope = isJournal ? "accounting.manualjournals" : "accounting.settings.read";
  if (!grant.scope.split(" ").includes(scope)) return unauthorised("AuthorizationUnsuccessful");
  const desk: Desk = { ...maker, organisation };
  switch (call.operation) {
    case "organisation":
      return ok(world, { Organisations: [organisationOnWire(organisation)] });
    case "accounts":
      return ok(world, { Accounts: organisation.accounts.map((one) => accountOnWire(organisation, one)) });
    case "trackingcategories":
      return ok(world, { TrackingCategories: trackingOf(organisation, exchange) });
    case "items":
      return answerItems(world, organisation, exchange);
    case "query":
      return answerList(world, organisation, exchange);
    case "read-journal": {
      const journal = organisation.journals.find(({ id }) => id === exchange.path.split("/").at(-1));
      return journal
        ? ok(world, { ManualJournals: [journalOnWire(organisation, journal, true)] })
        : notFound();
    }
    case "write-journal":
    case "update-journal":
      return keyed(desk, call, body, () => answerWrite(desk, call, exchange, body));
    default:
      return notFound();
  }
}

function ok(world: BookWorld, content: object): Reply {
  const DateTimeUTC = `/Date(${world.now()})/`;
  const body = { Id: randomUUID(), Status: "OK", ProviderName: "Lossbook", DateTimeUTC, ...content };
  return { status: 200, body: world.switches.lineIds === "hidden" ? withoutLineIds(body) : body };
}

function withoutLineIds(body: object): object {
  if (!("ManualJournals" in body)) return body;
  const hidden = new Set(["AccountID", "TrackingCategoryID", "TrackingOptionID"]);
  return JSON.parse(JSON.stringify(body, (name, value) => (hidden.has(name) ? undefined : value)));
}

/** A key that was seen is answered as the first time, also when that was a refusal. */
function keyed(desk: Desk, call: Call, body: Body, answer: () => Reply): Reply {
  const { keys, switches } = desk.world;
  const { id } = desk.organisation;
  if (call.key === null) return answer();
  if (call.key.length > KEY_MAX)
    return badRequest("ValidationException", 10, "The idempotency key is longer than 128 characters");
  const known = switches.keys === "honoured" ? keys.find(id, call.key) : null;
  if (known) {
    const sameBody = keys.find(id, `${call.key} body`)?.body === body.text;
    return sameBody
      ? known
      : badRequest("IdempotencyException", 400, "The idempotency key was used with another request");
  }
  const reply = answer();
  keys.keep(id, call.key, reply);
  keys.keep(id, `${call.key} body`, { status: 0, body: body.text });
  return reply;
}

function answerWrite(desk: Desk, call: Call, exchange: Exchange, body: Body): Reply {
  const { world, organisation } = desk;
  const listed = body.value?.ManualJournals ?? (body.value?.Narration === undefined ? null : [body.value]);
  if (!Array.isArray(listed) || listed.length === 0)
    return badRequest("PostDataInvalidException", 14, "JSON for the post data was invalid");
  const idInPath = call.operation === "update-journal" ? exchange.path.split("/")[4] : undefined;
  const verdicts: Verdict[] = [];
  for (const item of listed as Item[]) {
    const wanted = call.operation === "update-journal" ? (idInPath ?? item.ManualJournalID) : undefined;
    const before = organisation.journals.find(({ id }) => id === wanted);
    if (wanted !== undefined && !before) return notFound();
    verdicts.push(before ? updateManualJournal(desk, before, item) : createManualJournal(desk, item));
  }
  const failed = verdicts.filter(({ errors }) => errors.length > 0);
  if (failed.length > 0 && exchange.url.searchParams.get("summarizeErrors") !== "false") {
    const Elements = failed.map(({ item, errors }) => ({ ...item, ValidationErrors: messages(errors) }));
    const summary = badRequest("ValidationException", 10, "A validation exception occurred");
    return { status: 400, body: { ...(summary.body as object), Elements } };
  }
  return ok(world, { ManualJournals: verdicts.map((one) => verdictOnWire(organisation, one)) });
}

function verdictOnWire(organisation: Organisation, { item, journal, errors, warnings }: Verdict): object {
  const heard = {
    ...(warnings.length > 0 ? { Warnings: messages(warnings) } : {}),
    ...(errors.length > 0 ? { HasErrors: true, ValidationErrors: messages(errors) } : {}),
  };
  if (!journal) return { ...item, ManualJournalID: NO_ID, StatusAttributeString: "ERROR", ...heard };
  const StatusAttributeString = warnings.length > 0 ? "WARNING" : "OK";
  return { ...journalOnWire(organisation, journal, true), StatusAttributeString, ...heard };
}

function messages(texts: string[]): { Message: string }[] {
  return texts.map((Message) => ({ Message }));
}

function answerList(world: BookWorld, organisation: Organisation, exchange: Exchange): Reply {
  const asked = exchange.url.searchParams;
  const since = Date.parse(String(exchange.request.headers["if-modified-since"] ?? ""));
  const filter = filterOf(asked.get("where"));
  if (filter instanceof BadFilter) return badRequest("QueryParseException", 16, filter.message);
  const wanted = organisation.journals
    .filter(({ changedAt }) => Number.isNaN(since) || changedAt >= since)
    .filter((journal) => filter(rowOf(journal)));
  const ordered = inOrder(wanted, asked.get("order") ?? "UpdatedDateUTC ASC");
  const page = asked.get("page");
  if (page === null) {
    return ok(world, { ManualJournals: ordered.map((one) => journalOnWire(organisation, one, false)) });
  }
  const pageSize = Math.min(Math.max(Number(asked.get("pageSize") ?? 100), 1), PAGE_MAX);
  const from = (Math.max(Number(page), 1) - 1) * pageSize;
  const pagination = {
    page: Number(page),
    pageSize,
    pageCount: Math.ceil(ordered.length / pageSize),
    itemCount: ordered.length,
  };
  const rows = ordered.slice(from, from + pageSize);
  return ok(world, { pagination, ManualJournals: rows.map((one) => journalOnWire(organisation, one, true)) });
}

function filterOf(where: string | null): ((row: Row) => boolean) | BadFilter {
  if (!where) return () => true;
  try {
    const filter = parseFilter(where);
    // A column that is not there shows only when a row is asked for it.
    filter({ Narration: "", Status: "", ManualJournalID: "", IsTrackedAsInventory: false, Code: "" });
    return filter;
  } catch (error) {
    if (error instanceof BadFilter) return error;
    throw error;
  }
}

function rowOf(journal: Journal): Row {
  return {
    Narration: narrationOf(journal),
    Status: journal.state.toUpperCase(),
    ManualJournalID: journal.id,
  };
}

function inOrder(journals: Journal[], order: string): Journal[] {
  const [column = "", direction = "ASC"] = order.split(/\s+/);
  const keyOf = (one: Journal): string | number =>
    column === "ManualJournalID" ? one.id : column === "Date" ? one.date : one.changedAt;
  const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
  return [...journals].sort((one, other) => (keyOf(one) < keyOf(other) ? -sign : sign));
}

function trackingOf(organisation: Organisation, exchange: Exchange): object[] {
  const includeArchived = exchange.url.searchParams.get("includeArchived") === "true";
  return organisation.dimensions
    .filter(({ tracked }) => tracked || includeArchived)
    .map((one) => trackingOnWire(one, includeArchived));
}

/** Where stock is tracked there is an item that says on which account. */
function answerItems(world: BookWorld, organisation: Organisation, exchange: Exchange): Reply {
  if (world.switches.items === "denied") return unauthorised("AuthorizationUnsuccessful");
  const filter = filterOf(exchange.url.searchParams.get("where"));
  if (filter instanceof BadFilter) return badRequest("QueryParseException", 16, filter.message);
  const untracked = { ItemID: randomUUID(), Code: "GIFT", IsTrackedAsInventory: false };
  const tracked = organisation.accounts
    .filter((account) => isTrackedStock(organisation, account))
    .map(({ code }) => ({
      ItemID: randomUUID(),
      Code: `TRACKED-${code}`,
      IsTrackedAsInventory: true,
      InventoryAssetAccountCode: code,
      UpdatedDateUTC: momentOnWire(world.now()),
    }));
  const rows = [untracked, ...tracked].filter(({ Code, IsTrackedAsInventory }) =>
    filter({ Code, IsTrackedAsInventory }),
  );
  return ok(world, { Items: rows });
}
