import { unreachable } from "#app/domain/invariant.ts";
import type { WebhookNews } from "#app/ports/webhook-news.ts";
import { noteItemChanged } from "../catalogue/note-item-changed.ts";
import { noteItemDeleted } from "../catalogue/note-item-deleted.ts";
import { noteLevel } from "../catalogue/note-level.ts";
import { noteProduct } from "../catalogue/note-product.ts";
import { readPricing } from "../pricing/read-pricing.ts";
import type { ShopContext } from "../shop-context.ts";
import { answerPrivacyRequest } from "./answer-privacy-request.ts";
import { noteScopes } from "./note-scopes.ts";
import { redactShop } from "./redact-shop.ts";
import { uninstallShop } from "./uninstall.ts";

/** News may be late, doubled or out of order: each of these verbs can be told the same thing twice. */
export async function handleWebhook(ctx: ShopContext, news: WebhookNews, triggeredAt: Date): Promise<void> {
  switch (news.kind) {
    case "uninstalled":
      return void (await uninstallShop(ctx, triggeredAt));
    case "scopes":
      return noteScopes(ctx, news.current);
    case "plan":
      return readPricing(ctx);
    case "item-changed":
      return noteItemChanged(ctx, news.itemId);
    case "item-deleted":
      return noteItemDeleted(ctx, news.itemId);
    case "level":
      return noteLevel(ctx, { ...news, updatedAt: new Date(news.updatedAt) });
    case "product-changed":
      return noteProduct(ctx, news.productId, "changed");
    case "product-deleted":
      return noteProduct(ctx, news.productId, "deleted");
    case "customer-asked":
      return answerPrivacyRequest(ctx, { topic: news.topic, askedAt: triggeredAt });
    case "shop-redact":
      return void (await redactShop(ctx, triggeredAt));
    default:
      return unreachable(news);
  }
}
