import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isShopDomain } from "#app/domain/shop-domain.ts";
import type { WebhookNews } from "#app/ports/webhook-news.ts";
import { type Topic, topicOf, toWebhookNews } from "./webhook-news.ts";

export type Webhook = { domain: string; eventId: string; triggeredAt: Date; news: WebhookNews };

/** `status` is what Shopify is told; a webhook comes with a 200 only. */
export type ReadWebhook = { status: 200; webhook: Webhook } | { status: 400 | 401 | 404 };

/**
 * The signature stands over the bytes as they came, so it is checked before anything of them is believed. No
 * session is loaded: a shop that has just uninstalled has none, and its webhook counts all the same.
 */
export function readWebhook(
  given: { bytes: Uint8Array; headers: Headers; now: Date },
  door: { secret: string; topics: readonly Topic[] },
): ReadWebhook {
  const { bytes, headers, now } = given;
  if (!isSigned(bytes, headers.get("x-shopify-hmac-sha256"), door.secret)) return { status: 401 };
  const topic = topicOf(headers.get("x-shopify-topic"));
  if (!topic || !door.topics.includes(topic)) return { status: 404 };
  const domain = headers.get("x-shopify-shop-domain") ?? "";
  const body = readJson(bytes);
  const news = toWebhookNews(topic, body);
  if (!isShopDomain(domain) || !news || !speaksOf(body, domain)) return { status: 400 };
  const triggeredAt = toInstant(headers.get("x-shopify-triggered-at")) ?? now;
  return { status: 200, webhook: { domain, eventId: eventIdOf(headers, bytes), triggeredAt, news } };
}

function isSigned(bytes: Uint8Array, signature: string | null, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(bytes).digest();
  const given = Buffer.from(signature ?? "", "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Headers are not signed: where the signed body names its shop, the header must not name another. */
function speaksOf(body: unknown, domain: string): boolean {
  const { myshopify_domain: shop, shop_domain: asked } = body as Record<string, unknown>;
  return [shop, asked].every((named) => typeof named !== "string" || named === domain);
}

/** One event goes to several subscriptions and comes again and again; all carry its id. */
function eventIdOf(headers: Headers, bytes: Uint8Array): string {
  const named = headers.get("x-shopify-event-id") || headers.get("x-shopify-webhook-id");
  if (named && named.length <= 200) return named;
  const at = headers.get("x-shopify-triggered-at") ?? "";
  return createHash("sha256").update(at).update(bytes).digest("hex");
}

/** A time in whole seconds lies somewhere within that second; the latest is meant: nothing seems too old. */
function toInstant(text: string | null): Date | null {
  const at = Date.parse(text ?? "");
  if (Number.isNaN(at)) return null;
  return new Date(/\.\d/.test(text ?? "") ? at : at + 999);
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}
