import type { ActionFunctionArgs } from "@remix-run/node";
import { readWebhook } from "./adapters/shopify/webhook.ts";
import type { Topic } from "./adapters/shopify/webhook-news.ts";
import { database } from "./db.server.ts";
import { limits } from "./domain/limits.ts";
import { env } from "./env.server.ts";
import { readBytes } from "./http/parse-body.ts";
import { takeWebhook } from "./use-cases/shop/take-webhook.ts";

/** One address Shopify sends to: prove it, write it down, answer. What it means is the worker's to handle. */
export function webhookDoor(topics: readonly Topic[]): (args: ActionFunctionArgs) => Promise<Response> {
  return async ({ request }) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { Allow: "POST" } });
    const bytes = await readBytes(request, limits.webhookBytesMax);
    if (!bytes) return new Response(null, { status: 413 });
    const given = { bytes, headers: request.headers, now: new Date() };
    const read = readWebhook(given, { secret: env.shopifyApiSecret, topics });
    if (read.status === 200) await takeWebhook(database, read.webhook);
    return new Response(null, { status: read.status });
  };
}
