export type XeroSettings = {
  clientId: string;
  clientSecret: string;
  /** Set: every call to Xero goes to this address instead, under the same paths. */
  emulatorUrl: string | undefined;
  callsPerDay: number;
};

export type XeroAddresses = {
  authorize: string;
  token: string;
  revocation: string;
  connections: string;
  api: string;
  web: string;
};

/** Granular scopes: apps made since March 2026 are given no others. */
export const SCOPES = ["offline_access", "accounting.manualjournals", "accounting.settings.read"];

export function addressesOf({ emulatorUrl }: XeroSettings): XeroAddresses {
  const at = (host: string) => emulatorUrl ?? `https://${host}`;
  return {
    authorize: `${at("login.xero.com")}/identity/connect/authorize`,
    token: `${at("identity.xero.com")}/connect/token`,
    revocation: `${at("identity.xero.com")}/connect/revocation`,
    connections: `${at("api.xero.com")}/connections`,
    api: `${at("api.xero.com")}/api.xro/2.0`,
    web: at("go.xero.com"),
  };
}
