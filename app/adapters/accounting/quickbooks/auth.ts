import { z } from "zod";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookSignIn, BookTokens } from "#app/ports/book.ts";
import { neverConnected, wordsOf } from "../../connection.ts";
import { addressesOf, MINOR_VERSION, type QuickbooksSettings, SCOPE } from "./config.ts";

const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  x_refresh_token_expires_in: z.number(),
  x_refresh_token_hard_expires_in: z.number().nullish(),
});
const companyShape = z.object({ CompanyInfo: z.object({ CompanyName: z.string().min(1) }) });

export type SignInParts = { settings: QuickbooksSettings; fetch: typeof fetch; now(): Date };

type Heard = { status: number; text: string };

/** Consent for one company, tokens, and the end of both. Intuit offers no PKCE: the state alone guards. */
export function createSignIn({ settings, fetch, now }: SignInParts): BookSignIn {
  const addresses = addressesOf(settings);
  const credentials = `${settings.clientId}:${settings.clientSecret}`;
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;

  return {
    addressOf({ state, callback }) {
      const address = new URL(addresses.authorize);
      address.search = new URLSearchParams({
        client_id: settings.clientId,
        response_type: "code",
        scope: SCOPE,
        redirect_uri: callback,
        state,
      }).toString();
      return address.href;
    },
    async exchange({ answered, callback }) {
      const [code, realmId] = [answered.get("code"), answered.get("realmId")];
      if (!code) throw new AdapterError("refused", answered.get("error") ?? "the answer carries no code");
      if (!realmId || !/^\d{1,20}$/.test(realmId))
        throw new AdapterError("refused", "the answer names no company");
      const tokens = await tokensFor({ grant_type: "authorization_code", code, redirect_uri: callback });
      return { tokens, organisations: [{ remoteId: realmId, name: await nameOf(realmId, tokens) }] };
    },
    refresh: (refreshToken) => tokensFor({ grant_type: "refresh_token", refresh_token: refreshToken }),
    async revoke({ refreshToken }) {
      const body = JSON.stringify({ token: refreshToken });
      const headers = { authorization, accept: "application/json", "content-type": "application/json" };
      const { status, text } = await call(addresses.revoke, { method: "POST", headers, body });
      // Whatever Intuit takes no more is revoked already.
      if (status === 200 || status === 400) return;
      throw new AdapterError(isPassing(status) ? "retry" : "refused", `revoke: HTTP ${status} ${text}`);
    },
  };

  async function tokensFor(form: Record<string, string>): Promise<BookTokens> {
    const { status, text } = await call(addresses.token, {
      method: "POST",
      headers: { authorization, accept: "application/json" },
      body: new URLSearchParams(form),
    });
    // Only this word ends a consent: a wrong secret of ours must not throw away everybody's tokens.
    const isOver = status === 400 && /"invalid_grant"/.test(text);
    if (isOver) throw new AdapterError(form.refresh_token ? "disconnected" : "refused", "invalid_grant");
    if (status !== 200)
      throw new AdapterError(isPassing(status) ? "retry" : "refused", `token: HTTP ${status}`, {
        delayMs: limits.busyDelayMs,
      });
    const read = tokenShape.safeParse(parsed(text));
    if (!read.success) throw new AdapterError("uncertain", "token: an answer that cannot be read");
    return tokensOf(read.data, now().getTime());
  }

  /** A company that does not tell its name just now is known by its number. */
  async function nameOf(realmId: string, { accessToken }: BookTokens): Promise<string> {
    const address = `${addresses.api}/${realmId}/companyinfo/${realmId}?minorversion=${MINOR_VERSION}`;
    const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
    const heard = await call(address, { headers }).catch((): Heard => ({ status: 0, text: "" }));
    const read = companyShape.safeParse(parsed(heard.text));
    return read.success ? read.data.CompanyInfo.CompanyName : realmId;
  }

  async function call(address: string, init: RequestInit): Promise<Heard> {
    try {
      const signal = AbortSignal.timeout(limits.callTimeoutMs);
      const response = await fetch(address, { ...init, redirect: "manual", signal });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const kind = neverConnected(error) ? "retry" : "uncertain";
      throw new AdapterError(kind, wordsOf(error), { delayMs: limits.resendDelayMs, cause: error });
    }
  }
}

function tokensOf(answer: z.output<typeof tokenShape>, at: number): BookTokens {
  const after = (seconds: number) => new Date(at + seconds * 1000);
  const hard = answer.x_refresh_token_hard_expires_in;
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: after(answer.expires_in),
    refreshExpiresAt: after(answer.x_refresh_token_expires_in),
    refreshHardExpiresAt: hard ? after(hard) : null,
  };
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
