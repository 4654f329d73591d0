export type QuickbooksSettings = {
  clientId: string;
  clientSecret: string;
  environment: "sandbox" | "production";
  /** Set: every call to Intuit goes to this address instead, under the same paths. */
  emulatorUrl: string | undefined;
};

export type QuickbooksAddresses = {
  authorize: string;
  token: string;
  revoke: string;
  api: string;
  web: string;
};

export const SCOPE = "com.intuit.quickbooks.accounting";
/** Anything below is ignored since August 2025; said all the same: a later default shall change nothing. */
export const MINOR_VERSION = "75";

export function addressesOf(settings: QuickbooksSettings): QuickbooksAddresses {
  const at = (host: string) => settings.emulatorUrl ?? `https://${host}`;
  const isSandbox = settings.environment === "sandbox";
  return {
    authorize: `${at("appcenter.intuit.com")}/connect/oauth2`,
    token: `${at("oauth.platform.intuit.com")}/oauth2/v1/tokens/bearer`,
    revoke: `${at("developer.api.intuit.com")}/v2/oauth2/tokens/revoke`,
    api: `${at(isSandbox ? "sandbox-quickbooks.api.intuit.com" : "quickbooks.api.intuit.com")}/v3/company`,
    web: at(isSandbox ? "app.sandbox.qbo.intuit.com" : "app.qbo.intuit.com"),
  };
}
