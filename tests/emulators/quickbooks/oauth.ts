import type { BookWorld } from "../accounting/face.ts";
import type { Issued } from "../accounting/sign-ins.ts";
import type { Reply } from "../shopify/exchange.ts";

type Form = Record<string, unknown>;

/** POST /oauth2/v1/tokens/bearer */
export function answerTokens({ signIns, client, switches }: BookWorld, form: Form): Reply {
  const said = (name: string): string => String(form[name] ?? "");
  switch (form.grant_type) {
    case "authorization_code": {
      const asked = { clientId: client.id, redirectUri: said("redirect_uri"), verifier: null };
      return issued(signIns.exchange({ ...asked, code: said("code") }));
    }
    case "refresh_token": {
      // Intuit hands out a new refresh token about once a day and the same one in between.
      const rotates = switches.rotation === "always";
      return issued(signIns.refresh(said("refresh_token"), client.id, rotates));
    }
    default:
      return { status: 400, body: { error: "unsupported_grant_type" } };
  }
}

/** POST /v2/oauth2/tokens/revoke */
export function answerRevoke({ signIns }: BookWorld, body: Form): Reply {
  if (signIns.revoke(String(body.token ?? ""))) return { status: 200, body: "" };
  return { status: 400, body: { error: "invalid_request", error_description: "The token is not valid." } };
}

function issued(tokens: Issued | null): Reply {
  if (!tokens) return { status: 400, body: { error: "invalid_grant", error_description: "Incorrect Token" } };
  return {
    status: 200,
    body: {
      token_type: "bearer",
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      expires_in: tokens.expiresInS,
      x_refresh_token_expires_in: tokens.refreshExpiresInS,
      x_refresh_token_hard_expires_in: tokens.hardExpiresInS,
    },
    headers: { "Cache-Control": "no-store" },
  };
}
