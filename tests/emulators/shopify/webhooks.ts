import { createHmac, randomUUID } from "node:crypto";
import type { Subscription } from "./app-toml.ts";
import type { Shop } from "./state.ts";
import type { App } from "./world.ts";

const TIMEOUT_MS = 5_000;
/** Eight more tries over four hours. */
const RETRY_AFTER_S = [10, 30, 120, 300, 900, 1_800, 3_600, 7_200];

const KEPT_MAX = 5_000;

export type Delivery = {
  webhookId: string;
  eventId: string;
  topic: string;
  shop: string;
  uri: string;
  body: string;
  triggeredAt: number;
  tries: number;
  /** The answers so far: a status, or why there was none. */
  answers: (number | string)[];
  state: "held" | "pending" | "delivered" | "given-up";
};

export type WebhookMode = "auto" | "manual";

export type Webhooks = {
  mode: WebhookMode;
  /** Multiplies the waits between tries, so that tests need not wait four hours. */
  timeScale: number;
  subscriptions: Subscription[];
  deliveries: Delivery[];
  emit(shop: Shop, topic: string, payload: Record<string, unknown>): Delivery[];
  /** Sends what is held (or the given deliveries again) and waits for the first answer of each. */
  flush(how?: {
    order?: "as-sent" | "reversed";
    duplicate?: boolean;
    deliveries?: Delivery[];
  }): Promise<void>;
  /** Resolves when nothing waits for a first answer. */
  idle(): Promise<void>;
  clear(): void;
  close(): void;
};

export type WebhookOptions = { mode?: WebhookMode; timeScale?: number; subscriptions?: Subscription[] };

export function createWebhooks(app: App, options: WebhookOptions & { now(): number }): Webhooks {
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const send = async (delivery: Delivery): Promise<void> => {
    delivery.tries += 1;
    const answer = await post(app, delivery);
    delivery.answers.push(answer);
    if (typeof answer === "number" && answer >= 200 && answer < 300) delivery.state = "delivered";
    else retryLater(delivery);
  };
  const retryLater = (delivery: Delivery): void => {
    const waitS = RETRY_AFTER_S[delivery.tries - 1];
    delivery.state = waitS === undefined ? "given-up" : "pending";
    if (waitS === undefined || closed) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        start(delivery);
      },
      waitS * 1000 * webhooks.timeScale,
    );
    timer.unref();
    timers.add(timer);
  };
  const start = (delivery: Delivery): Promise<void> => {
    delivery.state = "pending";
    const sending: Promise<void> = send(delivery).finally(() => running.delete(sending));
    running.add(sending);
    return sending;
  };

  const webhooks: Webhooks = {
    mode: options.mode ?? "auto",
    timeScale: options.timeScale ?? 1,
    subscriptions: options.subscriptions ?? [],
    deliveries: [],
    emit(shop, topic, payload) {
      const eventId = randomUUID();
      const made = webhooks.subscriptions
        .filter((subscription) => subscription.topics.includes(topic))
        .map((subscription) =>
          deliveryOf({ shop, topic, payload, eventId, uri: subscription.uri, now: options.now() }),
        );
      webhooks.deliveries = [...webhooks.deliveries.slice(-KEPT_MAX), ...made];
      if (app.url && webhooks.mode === "auto" && !closed) for (const delivery of made) void start(delivery);
      return made;
    },
    async flush(how = {}) {
      const wanted = how.deliveries ?? webhooks.deliveries.filter((delivery) => delivery.state === "held");
      const ordered = how.order === "reversed" ? [...wanted].reverse() : wanted;
      for (const delivery of ordered) {
        await start(delivery);
        if (how.duplicate) await start(delivery);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    clear() {
      webhooks.deliveries = [];
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
    close() {
      closed = true;
      webhooks.clear();
    },
  };
  return webhooks;
}

type Event = {
  shop: Shop;
  topic: string;
  payload: Record<string, unknown>;
  eventId: string;
  uri: string;
  now: number;
};

function deliveryOf({ shop, topic, payload, eventId, uri, now }: Event): Delivery {
  return {
    webhookId: randomUUID(),
    eventId,
    topic,
    shop: shop.domain,
    uri,
    body: JSON.stringify(payload),
    triggeredAt: now,
    tries: 0,
    answers: [],
    state: "held",
  };
}

async function post(app: App, delivery: Delivery): Promise<number | string> {
  if (!app.url) return "the app has no address";
  try {
    const answer = await fetch(new URL(delivery.uri, app.url), {
      method: "POST",
      headers: webhookHeaders(app, delivery),
      body: delivery.body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** What Shopify sends beside the body; tests that forge a webhook begin here. */
export function webhookHeaders(
  app: Pick<App, "apiSecret">,
  delivery: Pick<Delivery, "topic" | "shop" | "body" | "webhookId" | "eventId" | "triggeredAt">,
): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "User-Agent": "Shopify-Captain-Hook",
    "X-Shopify-Topic": delivery.topic,
    "X-Shopify-Shop-Domain": delivery.shop,
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Webhook-Id": delivery.webhookId,
    "X-Shopify-Event-Id": delivery.eventId,
    "X-Shopify-Triggered-At": new Date(delivery.triggeredAt).toISOString(),
    "X-Shopify-Hmac-Sha256": createHmac("sha256", app.apiSecret)
      .update(delivery.body, "utf8")
      .digest("base64"),
  };
}
