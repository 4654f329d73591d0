import { grantedScopes } from "./access.ts";
import { drop, type Exchange, parseBody, type Reply, send } from "./exchange.ts";
import { type Fault, type FaultQueue, waitFor } from "./faults.ts";
import { type Answer, isThrottled, type Prepared, prepare, run } from "./graphql.ts";
import { accessToken } from "./oauth.ts";
import type { LoggedRequest, RequestLog } from "./requests.ts";
import type { AccessToken, Shop } from "./state.ts";
import type { Grant, RequestFacts, World } from "./world.ts";

const versions: ReadonlySet<string> = new Set(["2026-01", "2026-04", "2026-07", "2026-10", "unstable"]);

export type AdminApi = { world: World; faults: FaultQueue; requests: RequestLog };

/** POST /admin/api/<version>/graphql.json */
export async function answerGraphql(api: AdminApi, exchange: Exchange, version: string): Promise<void> {
  const { world } = api;
  const raw = await exchange.readBody();
  const body = parseBody(raw, exchange.request.headers["content-type"]) ?? {};
  const prepared = prepare(body);
  const secret = String(exchange.request.headers["x-shopify-access-token"] ?? "");
  const token = world.state.tokens.get(secret);
  const facts = factsOf(world, exchange, { kind: "graphql", token, prepared });
  await withFaults(api, exchange, facts, async (fault, logged) => {
    if (fault?.kind === "revoke-token" && token) token.revoked = true;
    const shop = world.state.shops.get(exchange.shopDomain);
    if (!shop) return { status: 404, body: { errors: "Not Found" } };
    const grant = grantOf(world, shop, token);
    if (!grant)
      return {
        status: 401,
        body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
      };
    if (!versions.has(version)) return { status: 404, body: { errors: "Not Found" } };
    if ("refusal" in prepared) return graphqlReply(world, version, prepared.refusal);
    if (fault?.kind === "delay" && fault.phase !== "after" && !prepared.key) await waitFor(fault.ms);
    logged.key = prepared.key;
    return graphqlReply(world, version, await run(prepared, { world, shop, grant, fault }));
  });
}

/** POST /admin/oauth/access_token */
export async function answerOauth(api: AdminApi, exchange: Exchange): Promise<void> {
  const { world } = api;
  const raw = await exchange.readBody();
  const body = parseBody(raw, exchange.request.headers["content-type"]) ?? {};
  const facts = factsOf(world, exchange, { kind: "oauth" });
  await withFaults(api, exchange, facts, async (fault) => {
    if (fault?.kind === "delay" && fault.phase !== "after") await waitFor(fault.ms);
    return accessToken(world, world.state.shops.get(exchange.shopDomain), body);
  });
}

type Work = (fault: Fault | null, logged: LoggedRequest) => Promise<Reply> | Reply;

function withFaults(api: AdminApi, exchange: Exchange, facts: RequestFacts, work: Work): Promise<void> {
  return api.requests.follow(answerOrDrop(api, exchange, facts, work));
}

/** Everything that can go wrong around a request, in the order in which it would. */
async function answerOrDrop(api: AdminApi, exchange: Exchange, facts: RequestFacts, work: Work) {
  const { world, faults, requests } = api;
  const logged = requests.add(facts);
  await world.hooks.onRequest?.(facts);
  const fault = faults.isPartitioned() ? ({ kind: "drop-before" } as const) : faults.take(facts);
  logged.fault = fault?.kind ?? null;
  const dropped = (): void => {
    logged.status = 0;
    drop(exchange);
  };
  const reply = (answer: Reply): void => {
    logged.status = answer.status;
    send(exchange, answer, world.now());
  };
  if (fault?.kind === "partition") {
    faults.partition(fault.ms);
    return dropped();
  }
  if (fault?.kind === "drop-before") return dropped();
  if (fault?.kind === "status" && fault.phase !== "after") return reply(statusReply(fault));
  if (fault?.kind === "drop-late") {
    dropped();
    await waitFor(fault.ms);
    await work(null, logged);
    return;
  }
  const answer = await work(fault, logged);
  // A partition that began meanwhile swallows the answer, not the effect.
  if (fault?.kind === "drop-after" || faults.isPartitioned()) return dropped();
  if (fault?.kind === "delay" && fault.phase === "after") await waitFor(fault.ms);
  if (fault?.kind === "status") return reply(statusReply(fault));
  if (fault?.kind === "broken-json")
    return reply({ ...answer, body: JSON.stringify(answer.body).slice(0, -Math.max(2, answer.status % 7)) });
  reply(answer);
}

/** Every API call may wear the shop's leaky bucket out; then the answer is an error or a 429, as switched. */
function graphqlReply(world: World, version: string, answer: Answer): Reply {
  const headers = { "X-Shopify-API-Version": version };
  if (isThrottled(answer) && world.switches.throttledShape === "429")
    return { status: 429, body: { errors: "Throttled" }, headers: { ...headers, "Retry-After": "1.0" } };
  return { status: 200, body: answer, headers };
}

function statusReply(fault: Extract<Fault, { kind: "status" }>): Reply {
  const words: Record<number, string> = {
    423: "This shop is unavailable",
    429: "Exceeded the limit of calls. Reduce request rates to resume uninterrupted service.",
    430: "Shopify Security Rejection",
    502: "Bad Gateway",
    503: "Service Unavailable",
  };
  const retry = fault.retryAfterS ?? (fault.status === 429 ? 1 : undefined);
  return {
    status: fault.status,
    body: { errors: words[fault.status] ?? "Internal Server Error" },
    headers: retry === undefined ? {} : { "Retry-After": String(retry) },
  };
}

type Source = { kind: "graphql" | "oauth"; token?: AccessToken; prepared?: Prepared | { refusal: Answer } };

function factsOf(world: World, exchange: Exchange, { kind, token, prepared }: Source): RequestFacts {
  const ready = prepared && !("refusal" in prepared) ? prepared : null;
  return {
    at: world.now(),
    kind,
    operations: kind === "oauth" ? ["oauth"] : (ready?.rootFields.map((field) => field.name.value) ?? []),
    shop: exchange.shopDomain,
    token: token?.kind ?? "none",
    staffId: token?.staffId ?? null,
    key: ready?.key ?? null,
  };
}

function grantOf(world: World, shop: Shop, token: AccessToken | undefined): Grant | null {
  if (!token || token.revoked || token.shop !== shop.domain || !shop.installation) return null;
  if (token.expiresAt !== null && token.expiresAt <= world.now()) return null;
  const staff = token.staffId === null ? null : (shop.staff.get(token.staffId) ?? null);
  if (token.kind === "online" && !staff) return null;
  return { kind: token.kind, scopes: grantedScopes(token.scopes), staff };
}
