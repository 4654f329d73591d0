import { createHash, randomBytes } from "node:crypto";

export type SignInRules = {
  codeTtlMs: number;
  accessTtlMs: number;
  /** How long a refresh token lives from the day it was handed out. */
  refreshTtlMs: number;
  /** How long any refresh token lives after the consent, whatever happens; null: for ever. */
  hardTtlMs: number | null;
  /** How long a refresh token may be used again after it was exchanged for another. */
  graceMs: number;
};

export type Consent = {
  clientId: string;
  redirectUri: string;
  scope: string;
  /** What was agreed to be opened. */
  organisationIds: string[];
  /** PKCE, S256; null: none was sent. */
  challenge: string | null;
};

type Grant = { id: string; scope: string; clientId: string; organisationIds: string[]; consentedAt: number };
type Code = { grantId: string; consent: Consent; expiresAt: number; used: boolean };
type AccessToken = { grantId: string; expiresAt: number };
type RefreshToken = { grantId: string; expiresAt: number; replacedAt: number | null };

export type SignInState = {
  grants: Map<string, Grant & { revoked: boolean }>;
  codes: Map<string, Code>;
  access: Map<string, AccessToken>;
  refresh: Map<string, RefreshToken>;
};

export function emptySignIns(): SignInState {
  return { grants: new Map(), codes: new Map(), access: new Map(), refresh: new Map() };
}

export type Issued = {
  accessToken: string;
  refreshToken: string;
  expiresInS: number;
  refreshExpiresInS: number;
  /** Null where the vendor knows no hard end. */
  hardExpiresInS: number | null;
  scope: string;
};

export type SignIns = {
  consent(consent: Consent): string;
  exchange(asked: {
    code: string;
    clientId: string;
    redirectUri: string;
    verifier: string | null;
  }): Issued | null;
  /** Unless it rotates, the same refresh token goes on. */
  refresh(token: string, clientId: string, rotates?: boolean): Issued | null;
  /** Ends everything that was agreed to with this token, access or refresh; false: nobody knows it. */
  revoke(token: string): boolean;
  /** A token as good as any, for tests that do not care how it is got. */
  issue(organisationIds: string[], scope: string, clientId: string): Issued;
  /** The grant behind an access token that lives. */
  grantOf(token: string | null): Grant | null;
  /** Takes one organisation out of what was agreed to. */
  leave(grantId: string, organisationId: string): void;
};

/** Codes and tokens as both vendors hand them out; they differ in how long things live. */
export function createSignIns(stateOf: () => SignInState, rules: SignInRules, now: () => number): SignIns {
  return {
    consent(consent) {
      const code = secret("code");
      const { scope, clientId, organisationIds } = consent;
      const grantId = addGrant(organisationIds, scope, clientId);
      stateOf().codes.set(code, { grantId, consent, expiresAt: now() + rules.codeTtlMs, used: false });
      return code;
    },
    exchange({ code, clientId, redirectUri, verifier }) {
      const known = stateOf().codes.get(code);
      if (!known || known.used || known.expiresAt <= now()) return null;
      const { consent } = known;
      if (consent.clientId !== clientId || consent.redirectUri !== redirectUri) return null;
      if (consent.challenge !== null && consent.challenge !== challengeOf(verifier ?? "")) return null;
      known.used = true;
      return issued(known.grantId);
    },
    refresh(token, clientId, rotates = true) {
      const { refresh } = stateOf();
      const known = refresh.get(token);
      const grant = known && stateOf().grants.get(known.grantId);
      if (!known || !grant || grant.revoked || grant.clientId !== clientId) return null;
      if (known.expiresAt <= now() || hardEndOf(grant) <= now()) return null;
      if (known.replacedAt !== null && now() - known.replacedAt > rules.graceMs) return null;
      if (!rotates) return issued(known.grantId, token);
      known.replacedAt ??= now();
      return issued(known.grantId);
    },
    revoke(token) {
      const { access, refresh, grants } = stateOf();
      const grant = grants.get(access.get(token)?.grantId ?? refresh.get(token)?.grantId ?? "");
      if (!grant || grant.revoked) return false;
      grant.revoked = true;
      return true;
    },
    issue: (organisationIds, scope, clientId) => issued(addGrant(organisationIds, scope, clientId)),
    grantOf(token) {
      const known = stateOf().access.get(token ?? "");
      const grant = known && known.expiresAt > now() ? stateOf().grants.get(known.grantId) : undefined;
      return grant && !grant.revoked ? grant : null;
    },
    leave(grantId, organisationId) {
      const grant = stateOf().grants.get(grantId);
      if (grant) grant.organisationIds = grant.organisationIds.filter((id) => id !== organisationId);
    },
  };

  function addGrant(organisationIds: string[], scope: string, clientId: string): string {
    const id = secret("grant");
    const grant = { id, scope, clientId, organisationIds: [...organisationIds], consentedAt: now() };
    stateOf().grants.set(id, { ...grant, revoked: false });
    return id;
  }

  function issued(grantId: string, kept?: string): Issued {
    const { access, refresh, grants } = stateOf();
    const grant = grants.get(grantId);
    if (!grant) throw new Error("There is no such grant.");
    const [accessToken, refreshToken] = [secret("access"), kept ?? secret("refresh")];
    const refreshEnd = Math.min(now() + rules.refreshTtlMs, hardEndOf(grant));
    access.set(accessToken, { grantId, expiresAt: now() + rules.accessTtlMs });
    refresh.set(refreshToken, { grantId, expiresAt: refreshEnd, replacedAt: null });
    return {
      accessToken,
      refreshToken,
      expiresInS: Math.floor(rules.accessTtlMs / 1000),
      refreshExpiresInS: Math.floor((refreshEnd - now()) / 1000),
      hardExpiresInS: rules.hardTtlMs === null ? null : Math.floor((hardEndOf(grant) - now()) / 1000),
      scope: grant.scope,
    };
  }

  function hardEndOf({ consentedAt }: Grant): number {
    return rules.hardTtlMs === null ? Number.POSITIVE_INFINITY : consentedAt + rules.hardTtlMs;
  }
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function secret(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString("base64url")}`;
}
