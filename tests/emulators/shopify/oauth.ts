import { randomBytes } from "node:crypto";
import { gid, numericId } from "./gid.ts";
import { readIdToken } from "./id-token.ts";
import { nextId, type RefreshToken, type Shop, type Staff } from "./state.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OFFLINE_TTL_MS = HOUR_MS;
const ONLINE_TTL_MS = DAY_MS;
const REFRESH_TTL_MS = 90 * DAY_MS;
/** How long a refresh token may be used again while nobody used the one it was exchanged for. */
const REFRESH_AGAIN_MS = 30 * DAY_MS;

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

export type OAuthAnswer = { status: number; body: Record<string, unknown> };

/** POST /admin/oauth/access_token */
export function accessToken(
  world: World,
  shop: Shop | undefined,
  body: Record<string, unknown>,
): OAuthAnswer {
  if (body.client_id !== world.app.apiKey) return refusal("application_cannot_be_found");
  if (body.client_secret !== world.app.apiSecret) return refusal("invalid_client");
  if (!shop?.installation) return refusal("app_not_installed");
  if (body.grant_type === EXCHANGE) return exchange(world, shop, body);
  if (body.grant_type === "refresh_token") return refresh(world, shop, String(body.refresh_token ?? ""));
  return refusal("unsupported_grant_type");
}

/** Installs the app, or reinstalls it with the scopes of today. */
export function install(world: World, shop: Shop, scopes: readonly string[] = world.app.scopes): void {
  const id = gid("AppInstallation", nextId(world.state));
  shop.installation = { id, scopes: [...scopes], installedAt: world.now() };
  world.changed();
}

/** The merchant agrees to other scopes; tokens that are out there carry them from now on. */
export function changeScopes(world: World, shop: Shop, scopes: readonly string[]): void {
  if (!shop.installation) throw new Error(`${shop.domain} has not installed the app.`);
  const previous = shop.installation.scopes;
  shop.installation.scopes = [...scopes];
  for (const token of world.state.tokens.values())
    if (token.shop === shop.domain && token.kind === "offline") token.scopes = [...scopes];
  world.emit(shop, "app/scopes_update", {
    id: numericId(world.app.id),
    previous,
    current: scopes,
    updated_at: new Date(world.now()).toISOString(),
  });
  world.changed();
}

/** Every token dies first; the webhook arrives when nothing can be done with them any more. */
export function uninstall(world: World, shop: Shop): void {
  shop.installation = null;
  revokeAll(world, shop);
  world.emit(shop, "app/uninstalled", {
    id: numericId(shop.id),
    name: shop.name,
    domain: shop.domain,
  });
  world.changed();
}

export function revokeAll(world: World, shop: Shop): void {
  for (const token of world.state.tokens.values()) if (token.shop === shop.domain) token.revoked = true;
  for (const token of world.state.refreshTokens.values()) if (token.shop === shop.domain) token.dead = true;
}

export function issueOffline(world: World, shop: Shop, expiring = true): Record<string, unknown> {
  return offlineAnswer(world, shop, { expiring, parent: null });
}

export function issueOnline(world: World, shop: Shop, person: Staff): Record<string, unknown> {
  const token = newToken("shpua");
  const scopes = shop.installation?.scopes ?? [];
  const personal = scopesOf(world, scopes, person);
  world.state.tokens.set(token, {
    kind: "online",
    shop: shop.domain,
    scopes: personal,
    staffId: person.id,
    expiresAt: world.now() + ONLINE_TTL_MS,
    revoked: false,
  });
  world.changed();
  return {
    access_token: token,
    scope: scopes.join(","),
    expires_in: ONLINE_TTL_MS / 1000 - 1,
    associated_user_scope: personal.join(","),
    associated_user: {
      id: Number(person.id),
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      account_owner: person.accountOwner,
      locale: person.locale,
      collaborator: false,
      email_verified: true,
    },
  };
}

function exchange(world: World, shop: Shop, body: Record<string, unknown>): OAuthAnswer {
  if (body.subject_token_type !== ID_TOKEN) return refusal("invalid_request");
  const claims = readIdToken(world.app, String(body.subject_token ?? ""), world.now());
  const person = claims && shop.staff.get(claims.sub);
  if (!claims || claims.dest !== `https://${shop.domain}` || !person) return refusal("invalid_subject_token");
  if (body.requested_token_type === ONLINE) return { status: 200, body: issueOnline(world, shop, person) };
  if (body.requested_token_type === OFFLINE)
    return { status: 200, body: issueOffline(world, shop, String(body.expiring ?? "0") === "1") };
  return refusal("invalid_request");
}

function refresh(world: World, shop: Shop, value: string): OAuthAnswer {
  const known = world.state.refreshTokens.get(value);
  const now = world.now();
  if (!known || known.dead || known.shop !== shop.domain || known.expiresAt <= now)
    return refusal("invalid_grant");
  if (known.firstUsedAt !== null && now - known.firstUsedAt > REFRESH_AGAIN_MS)
    return refusal("invalid_grant");
  known.firstUsedAt ??= now;
  if (known.parent) endLine(world, known.parent);
  if (world.switches.refreshEndsAccessToken) {
    const old = world.state.tokens.get(known.accessToken);
    if (old) old.revoked = true;
  }
  return { status: 200, body: offlineAnswer(world, shop, { expiring: true, parent: value }) };
}

/** Once a replacement is used, whatever it replaced is over. */
function endLine(world: World, value: string): void {
  for (let at: string | null = value; at; ) {
    const token: RefreshToken | undefined = world.state.refreshTokens.get(at);
    if (!token || token.dead) return;
    token.dead = true;
    at = token.parent;
  }
}

function offlineAnswer(world: World, shop: Shop, wish: { expiring: boolean; parent: string | null }) {
  const token = newToken("shpat");
  const scopes = shop.installation?.scopes ?? [];
  const now = world.now();
  world.state.tokens.set(token, {
    kind: "offline",
    shop: shop.domain,
    scopes: [...scopes],
    staffId: null,
    expiresAt: wish.expiring ? now + OFFLINE_TTL_MS : null,
    revoked: false,
  });
  world.changed();
  const answer = { access_token: token, scope: scopes.join(",") };
  if (!wish.expiring) return answer;
  const refreshToken = newToken("shprt");
  world.state.refreshTokens.set(refreshToken, {
    shop: shop.domain,
    accessToken: token,
    expiresAt: now + REFRESH_TTL_MS,
    parent: wish.parent,
    firstUsedAt: null,
    dead: false,
  });
  return {
    ...answer,
    expires_in: OFFLINE_TTL_MS / 1000,
    refresh_token: refreshToken,
    refresh_token_expires_in: REFRESH_TTL_MS / 1000,
  };
}

/** The app's scopes cut down to what the person may do. */
function scopesOf(world: World, scopes: readonly string[], person: Staff): string[] {
  if (person.mayChangeInventory) return [...scopes];
  const reads = world.switches.readsWithoutInventoryPermission;
  return scopes.flatMap((scope) =>
    scope === "write_inventory" ? (reads ? ["read_inventory"] : []) : [scope],
  );
}

function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("hex")}`;
}

function refusal(error: string): OAuthAnswer {
  const words: Record<string, string> = {
    application_cannot_be_found: "The application could not be found.",
    invalid_client: "The client credentials are invalid.",
    app_not_installed: "The application is not installed on this shop.",
    invalid_subject_token: "The subject token is invalid, expired or not for this shop.",
    invalid_grant: "The refresh token is invalid, expired or was already replaced.",
    invalid_request: "The request is missing a parameter or has an unsupported value.",
    unsupported_grant_type: "The grant type is not supported.",
  };
  const status = error === "invalid_client" ? 401 : 400;
  return { status, body: { error, error_description: words[error] ?? error } };
}
