import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookSignIn, BookTokens } from "#app/ports/book.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { addressesOf, SCOPES, type XeroSettings } from "./config.ts";
import { parsed } from "./errors.ts";

const DAY_MS = 24 * 3_600_000;
const { idleDays } = capabilitiesOf(0).signInEnds;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});

const connectionList = z.array(
  z.object({
    id: z.string(),
    tenantId: z.string(),
    tenantType: z.string().nullish(),
    tenantName: z.string().nullish(),
  }),
);
type Connection = z.output<typeof connectionList>[number];

export type SignInParts = { settings: XeroSettings; fetch: typeof fetch; now(): Date };

/** Consent, tokens and the end of both. One consent may open several organisations; a person picks one. */
export function createSignIn({ settings, fetch, now }: SignInParts): BookSignIn {
  const addresses = addressesOf(settings);
  const client = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString("base64");

  return {
    addressOf({ state, challenge, callback }) {
      const address = new URL(addresses.authorize);
      address.search = new URLSearchParams({
        response_type: "code",
        client_id: settings.clientId,
        redirect_uri: callback,
        scope: SCOPES.join(" "),
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
      }).toString();
      return address.href;
    },
    async exchange({ answered, verifier, callback }) {
      const code = answered.get("code");
      if (!code) throw new AdapterError("refused", answered.get("error") ?? "the answer carries no code");
      const tokens = await tokensFor({
        grant_type: "authorization_code",
        code,
        redirect_uri: callback,
        code_verifier: verifier,
      });
      const connections = await connectionsOf(tokens.accessToken);
      return {
        tokens,
        organisations: (connections ?? [])
          .filter(({ tenantType }) => tenantType === "ORGANISATION")
          .map(({ tenantId, tenantName }) => ({ remoteId: tenantId, name: tenantName ?? tenantId })),
      };
    },
    refresh: (refreshToken) => tokensFor({ grant_type: "refresh_token", refresh_token: refreshToken }),
    revoke,
  };

  /**
   * A revoked token takes every organisation with it that the same person opened to us, perhaps for another
   * shop: so one organisation is left, and the token is revoked only if nothing else hangs on it.
   */
  async function revoke(tokens: { accessToken: string; refreshToken: string }, remoteId: string) {
    const known = await connectionsOf(tokens.accessToken);
    const live = known ? { ...tokens, connections: known } : await revived(tokens.refreshToken);
    if (!live) return;
    const { accessToken, refreshToken, connections } = live;
    const own = connections.find(({ tenantId }) => tenantId === remoteId);
    if (own) await leave(own, accessToken);
    if (connections.some((one) => one !== own)) return;
    const { status } = await post(addresses.revocation, { token: refreshToken });
    if (status >= 500 || status === 429) throw new AdapterError("retry", `revocation: HTTP ${status}`);
  }

  /** Null where the refresh token is over as well: then there is nothing left to end. */
  async function revived(refreshToken: string) {
    try {
      const tokens = await tokensFor({ grant_type: "refresh_token", refresh_token: refreshToken });
      return { ...tokens, connections: (await connectionsOf(tokens.accessToken)) ?? [] };
    } catch (error) {
      if (error instanceof AdapterError && error.kind === "disconnected") return null;
      throw error;
    }
  }

  async function leave({ id }: Connection, accessToken: string): Promise<void> {
    const { status } = await call(`${addresses.connections}/${encodeURIComponent(id)}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (status >= 400 && status !== 401 && status !== 403 && status !== 404)
      throw new AdapterError("retry", `leaving a connection: HTTP ${status}`);
  }

  /** Null where Xero takes the token no more. */
  async function connectionsOf(accessToken: string): Promise<Connection[] | null> {
    const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json" };
    const { status, text } = await call(addresses.connections, { headers });
    if (status === 401 || status === 403) return null;
    const read = connectionList.safeParse(parsed(text));
    if (status !== 200 || !read.success) throw new AdapterError("retry", `connections: HTTP ${status}`);
    return read.data;
  }

  async function tokensFor(form: Record<string, string>): Promise<BookTokens> {
    const { status, text } = await post(addresses.token, form);
    const body = parsed(text);
    // Only these words end a consent; a wrong secret of ours must not throw away everybody's tokens.
    const over = form.grant_type === "refresh_token" ? "disconnected" : "refused";
    if (status === 400 && isInvalidGrant(body)) throw new AdapterError(over, "invalid_grant");
    const read = tokenAnswer.safeParse(body);
    if (status !== 200 || !read.success) {
      const kind = status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "retry";
      throw new AdapterError(kind, `token: HTTP ${status}`, { delayMs: limits.busyDelayMs });
    }
    const at = now().getTime();
    return {
      accessToken: read.data.access_token,
      refreshToken: read.data.refresh_token,
      expiresAt: new Date(at + read.data.expires_in * 1000),
      refreshExpiresAt: new Date(at + idleDays * DAY_MS),
      refreshHardExpiresAt: null,
    };
  }

  function post(address: string, form: Record<string, string>) {
    return call(address, {
      method: "POST",
      headers: { authorization: `Basic ${client}`, accept: "application/json" },
      body: new URLSearchParams(form),
    });
  }

  async function call(address: string, init: RequestInit): Promise<{ status: number; text: string }> {
    try {
      const signal = AbortSignal.timeout(limits.callTimeoutMs);
      const response = await fetch(address, { ...init, redirect: "manual", signal });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new AdapterError("retry", "Xero did not answer", { cause: error, delayMs: limits.busyDelayMs });
    }
  }
}

function isInvalidGrant(body: unknown): boolean {
  return z.object({ error: z.literal("invalid_grant") }).safeParse(body).success;
}
