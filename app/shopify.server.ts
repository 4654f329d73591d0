import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { cipherOf } from "./adapters/cipher.ts";
import { apiVersion, SCOPES, shopifyApiOf } from "./adapters/shopify/config.ts";
import { exchangeOf } from "./adapters/shopify/exchange.ts";
import type { RefreshDeps } from "./adapters/shopify/refresh.ts";
import { sessionStorageOf } from "./adapters/shopify/session-storage.ts";
import { tokensOf } from "./adapters/shopify/tokens.ts";
import { systemClock } from "./adapters/system-clock.ts";
import type { SessionRow } from "./db/sessions.ts";
import { database } from "./db.server.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

export const shopifyDeps: RefreshDeps = {
  database,
  api: shopifyApiOf(env),
  cipher: cipherOf(env.tokenKeys),
  clock: systemClock,
  log,
};

export const sessionStorage = sessionStorageOf(shopifyDeps);

export const exchange = exchangeOf(shopifyDeps, sessionStorage);

export const tokensOfShop = (shop: { id: string; domain: string }, known: SessionRow[] = []) =>
  tokensOf(shopifyDeps, shop, known);

export const shopify = shopifyApp({
  apiKey: env.shopifyApiKey,
  apiSecretKey: env.shopifyApiSecret,
  appUrl: env.shopifyAppUrl,
  apiVersion: apiVersion(),
  scopes: SCOPES,
  sessionStorage,
  useOnlineTokens: true,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  logger: {
    // Below a warning the library writes ID tokens into its lines.
    level: LogSeverity.Warning,
    log: (severity, message) =>
      severity === LogSeverity.Error ? log.error({}, message) : log.warn({}, message),
  },
});

/** In a real admin the script comes from Shopify; the emulated admin serves its own. */
export const appBridgeUrl = env.shopifyEmulatorUrl
  ? `${env.shopifyEmulatorUrl}/app-bridge.js`
  : "https://cdn.shopify.com/shopifycloud/app-bridge.js";
