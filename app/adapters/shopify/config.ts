// The library's own adapter sets its fetch when it is loaded, so it must be loaded before ours is set.
import "@shopify/shopify-app-remix/server";
import { ApiVersion, LogSeverity, type Shopify, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { API_VERSION } from "#app/api-version.ts";
import { shopifyFetch } from "./shopify-fetch.ts";

export const SCOPES = ["write_inventory", "read_products"];

export type ShopifySettings = {
  shopifyApiKey: string;
  shopifyApiSecret: string;
  shopifyAppUrl: string;
  shopifyEmulatorUrl: string | undefined;
};

/** Token exchange, refresh and ID tokens as Shopify's own library does them. */
export function shopifyApiOf(settings: ShopifySettings): Shopify {
  setAbstractFetchFunc(shopifyFetch(settings.shopifyEmulatorUrl));
  const appUrl = new URL(settings.shopifyAppUrl);
  return shopifyApi({
    apiKey: settings.shopifyApiKey,
    apiSecretKey: settings.shopifyApiSecret,
    scopes: SCOPES,
    hostName: appUrl.host,
    hostScheme: appUrl.protocol === "http:" ? "http" : "https",
    apiVersion: apiVersion(),
    isEmbeddedApp: true,
    // What it would tell on its way is told by those who call it.
    logger: { level: LogSeverity.Error, log: () => undefined },
    _logDisabledFutureFlags: false,
  });
}

export function apiVersion(): ApiVersion {
  const known = Object.values(ApiVersion).find((version) => version === API_VERSION);
  if (!known) throw new Error(`The library does not know the Admin API version ${API_VERSION}`);
  return known;
}
