import { booksOf } from "./adapters/accounting/books.ts";
import { vendorsOf } from "./adapters/accounting/registry.ts";
import { filesInDatabase } from "./adapters/files/index.ts";
import { createHookPost } from "./adapters/hooks/index.ts";
import { createMail } from "./adapters/mail/index.ts";
import { stopTicketsOf } from "./adapters/mail/stop-tickets.ts";
import { adminAddressesOf } from "./adapters/shopify/admin-addresses.ts";
import type { Standing } from "./adapters/shopify/exchange.ts";
import { bearerOf, type IdToken, readIdToken } from "./adapters/shopify/id-token.ts";
import { createShopifyPort } from "./adapters/shopify/index.ts";
import { asTheLibraryTakesIt } from "./adapters/shopify/library-request.ts";
import { shopifyFetch } from "./adapters/shopify/shopify-fetch.ts";
import type { ShopTokens } from "./adapters/shopify/tokens.ts";
import { systemClock, systemIds } from "./adapters/system-clock.ts";
import { shopBudget } from "./db/budgets.ts";
import { inShop } from "./db/in-shop-transaction.ts";
import type { PersonRow } from "./db/people.ts";
import type { SessionRow } from "./db/sessions.ts";
import { findShop, type ShopRow } from "./db/shops.ts";
import { database, streams } from "./db.server.ts";
import type { ProblemCode } from "./domain/problem.ts";
import { env } from "./env.server.ts";
import { respondProblems } from "./http/respond.ts";
import { speak, thisReader } from "./i18n.ts";
import { FALLBACK, localeOf } from "./languages.ts";
import { log } from "./log.server.ts";
import { inTheAdminsLanguage, spokenIn } from "./reader.server.ts";
import { exchange, shopify, shopifyDeps, tokensOfShop } from "./shopify.server.ts";
import { refreshShop } from "./use-cases/shop/refresh-shop.ts";
import type { PersonContext, ShopContext, ShopSettings } from "./use-cases/shop-context.ts";

const stopTickets = stopTicketsOf(env.tokenKeys);
/** One for the process: the connection to the mail server is nobody's in particular. */
const mail = env.smtp && createMail(env.smtp, { appUrl: env.shopifyAppUrl, tickets: stopTickets });

/** For a letter's own link: nobody is signed in, and the ticket says whose mail it ends. */
export const mailParts = { database, openTicket: stopTickets.opened };

/** The kinds of book this installation is set up for. */
const bookVendors = vendorsOf(env);

const shown = new WeakMap<object, Promise<ShopContext>>();

/** For pages: the frame and what stands in it are asked for by one request, so who asks is found out once. */
export function contextOfRequest(request: Request): Promise<ShopContext> {
  const reader = request.method === "GET" ? thisReader() : null;
  const known = reader && shown.get(reader);
  // A body can be read once: each gets a refusal of its own.
  if (known) return known.catch((thrown) => Promise.reject(isResponse(thrown) ? thrown.clone() : thrown));
  const found = contextOfPage(request);
  if (reader) shown.set(reader, found);
  return found;
}

/** The library decides who is sent where, and its Responses pass untouched. */
async function contextOfPage(request: Request): Promise<ShopContext> {
  const token = await tokenOf(request);
  const exchanged = token ? await exchange(token) : null;
  if (exchanged?.kind === "denied") throw refusal("uninstalled");
  if (exchanged?.kind === "unreachable") throw refusal("shopify-unreachable");
  await shopify.authenticate.admin(asTheLibraryTakesIt(shopifyDeps.api, request, token));
  if (!token || exchanged?.kind !== "ready") throw refusal("bad-token");
  return inTheAdminsLanguage(request, await contextOfPerson(token, exchanged.standing));
}

/** For the API: whoever calls, whatever is wrong with the token, the answer is a problem in JSON. */
export async function contextOfApi(request: Request): Promise<ShopContext> {
  const raw = bearerOf(request);
  if (!raw) throw refusal("no-token");
  const token = await readIdToken(shopifyDeps.api, raw);
  if (!token) throw refusal("bad-token");
  const exchanged = await exchange(token);
  switch (exchanged.kind) {
    case "ready":
      return contextOfPerson(token, exchanged.standing);
    case "stale":
      throw refusal("bad-token");
    case "denied":
      throw refusal("uninstalled");
    case "unreachable":
      throw refusal("shopify-unreachable");
  }
}

/** For the feed, and for addresses that say what they open: nobody is here; the shop is the token's. */
export const feedParts = { database, streams, ids: systemIds, filesOf };

/** For the worker: nobody is present. Null when the shop has been erased. */
export async function contextOfShop(shopId: string): Promise<ShopContext | null> {
  const shop = await inShop(database, shopId, (tx) => findShop(tx, shopId));
  return shop && contextOf(shop, null, [], null);
}

async function contextOfPerson(
  token: IdToken,
  { shop, person, offline, online }: Standing,
): Promise<ShopContext> {
  if (!shop || !person || shop.uninstalledAt) throw refusal("uninstalled");
  const sessions = [offline, online].filter((row) => row !== null);
  const ctx = contextOf(shop, personOf(person, shop), sessions, token);
  speak(spokenIn(person.locale) ?? ctx.shop.locale);
  return shop.readAt ? ctx : { ...ctx, shop: await firstSettings(ctx) };
}

function personOf(row: PersonRow, shop: ShopRow): PersonContext {
  const { userId, name, locale, mayWriteOff, accountOwner, seesCost, costReadAt, locations } = row;
  const costSight = seesCost === null || costReadAt === null ? null : { seesCost, readAt: costReadAt };
  const role = row.role ?? shop.roleOfOthers;
  return { userId, name, locale, mayWriteOff, accountOwner, costSight, role, locations };
}

function contextOf(
  shop: ShopRow,
  person: PersonContext | null,
  sessions: SessionRow[],
  idToken: IdToken | null,
): ShopContext {
  const tokens = tokensOfShop(shop, sessions);
  return {
    database,
    shopId: shop.id,
    domain: shop.domain,
    shop: {
      name: shop.name,
      currency: shop.currency,
      timeZone: shop.timeZone,
      locale: localeOf(shop.ownersLocale) ?? FALLBACK,
    },
    person,
    shopify: createShopifyPort({
      domain: shop.domain,
      fetch: shopifyFetch(env.shopifyEmulatorUrl),
      tokenOf: (caller) =>
        caller.kind === "app" ? tokens.appToken() : personToken(shop, tokens, caller.userId, idToken),
      forget: (_caller, token) => tokens.forget(token),
      budget: shopBudget(database, shop.id),
      log,
    }),
    books: booksOf({
      database,
      shopId: shop.id,
      cipher: shopifyDeps.cipher,
      clock: systemClock,
      ids: systemIds,
      log,
      vendors: bookVendors,
    }),
    hooks: createHookPost({
      shopId: shop.id,
      cipher: shopifyDeps.cipher,
      clock: systemClock,
      allowsLoopback: env.hooksAllowLoopback,
    }),
    admin: adminAddressesOf({
      domain: shop.domain,
      app: shop.appHandle || env.shopifyApiKey,
      emulatorUrl: env.shopifyEmulatorUrl,
    }),
    mail,
    files: filesOf(shop.id),
    clock: systemClock,
    ids: systemIds,
    log,
  };
}

/** Who is here and whose token is gone gets another one for their ID token, with the rights they have now. */
async function personToken(
  shop: ShopRow,
  tokens: ShopTokens,
  userId: string,
  idToken: IdToken | null,
): Promise<string | null> {
  const kept = await tokens.personToken(userId);
  if (kept || userId !== idToken?.userId) return kept;
  const again = await exchange(idToken);
  const online = again.kind === "ready" ? again.standing.online : null;
  return online && tokensOfShop(shop, [online]).personToken(userId);
}

const firstReads = new Map<string, Promise<ShopSettings>>();

/** A new shop is read once, however many loaders of its first page ask. */
function firstSettings(ctx: ShopContext): Promise<ShopSettings> {
  const known = firstReads.get(ctx.shopId);
  if (known) return known;
  const reading = refreshShop(ctx).finally(() => firstReads.delete(ctx.shopId));
  firstReads.set(ctx.shopId, reading);
  return reading;
}

async function tokenOf(request: Request): Promise<IdToken | null> {
  const raw = bearerOf(request) ?? new URL(request.url).searchParams.get("id_token");
  return raw ? readIdToken(shopifyDeps.api, raw) : null;
}

const isResponse = (thrown: unknown): thrown is Response => thrown instanceof Response;

function refusal(code: ProblemCode): Response {
  return respondProblems([{ code }]);
}

function filesOf(shopId: string) {
  return filesInDatabase(database, shopId);
}
