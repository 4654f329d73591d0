import { createHash } from "node:crypto";
import { isClient } from "../accounting/consent.ts";
import type { Body, BookWorld, Call } from "../accounting/face.ts";
import type { Issued } from "../accounting/sign-ins.ts";
import type { Exchange, Reply } from "../shopify/exchange.ts";
import { notFound, unauthorised } from "./replies.ts";

/** Tokens, and which organisations they reach. */
export function answerIdentity(world: BookWorld, call: Call, exchange: Exchange, body: Body): Reply {
  switch (call.operation) {
    case "token":
      return isClient({ world }, exchange, body.text) ? answerToken(world, body) : badClient;
    case "revoke":
      if (!isClient({ world }, exchange, body.text)) return badClient;
      world.signIns.revoke(String(body.value?.token ?? ""));
      return { status: 200, body: "" };
    default:
      return answerConnections(world, call, exchange);
  }
}

const badClient: Reply = { status: 401, body: { error: "invalid_client" } };

function answerToken(world: BookWorld, body: Body): Reply {
  const asked = body.value ?? {};
  const issued = issuedFor(world, asked);
  if (issued === "unsupported") return { status: 400, body: { error: "unsupported_grant_type" } };
  if (!issued) return { status: 400, body: { error: "invalid_grant" } };
  return {
    status: 200,
    body: {
      access_token: issued.accessToken,
      expires_in: issued.expiresInS,
      token_type: "Bearer",
      refresh_token: issued.refreshToken,
      scope: issued.scope,
    },
  };
}

function issuedFor(
  { signIns, client }: BookWorld,
  asked: Record<string, unknown>,
): Issued | null | "unsupported" {
  if (asked.grant_type === "refresh_token")
    return signIns.refresh(String(asked.refresh_token ?? ""), client.id);
  if (asked.grant_type !== "authorization_code") return "unsupported";
  return signIns.exchange({
    code: String(asked.code ?? ""),
    clientId: client.id,
    redirectUri: String(asked.redirect_uri ?? ""),
    verifier: typeof asked.code_verifier === "string" ? asked.code_verifier : null,
  });
}

function answerConnections(world: BookWorld, call: Call, exchange: Exchange): Reply {
  const grant = world.signIns.grantOf(call.token);
  if (!grant) return unauthorised("TokenExpired: token expired");
  if (call.operation === "connections") {
    return {
      status: 200,
      body: grant.organisationIds.map((tenantId) => ({
        id: connectionId(grant.id, tenantId),
        authEventId: connectionId(grant.id, "consent"),
        tenantId,
        tenantType: "ORGANISATION",
        tenantName: world.organisations.get(tenantId)?.name ?? null,
        createdDateUtc: new Date(grant.consentedAt).toISOString(),
        updatedDateUtc: new Date(grant.consentedAt).toISOString(),
      })),
    };
  }
  const wanted = exchange.path.split("/").at(-1);
  const tenantId = grant.organisationIds.find((id) => connectionId(grant.id, id) === wanted);
  if (!tenantId) return notFound();
  world.signIns.leave(grant.id, tenantId);
  return { status: 204, body: "" };
}

function connectionId(grantId: string, tenantId: string): string {
  const hex = createHash("sha256").update(`${grantId} ${tenantId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
