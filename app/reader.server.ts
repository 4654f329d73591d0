import type { RequestHandler } from "express";
import { inShopTransaction } from "./db/in-shop-transaction.ts";
import { markLocale } from "./db/people.ts";
import { env } from "./env.server.ts";
import { saidIn, speak } from "./i18n.ts";
import { FALLBACK, localeOf, PSEUDO } from "./languages.ts";
import type { ShopContext } from "./use-cases/shop-context.ts";

/** What is wished for, as far as we speak it. The pseudo-locale is for people who build this. */
export function spokenIn(wish: string | null | undefined): string | null {
  const locale = localeOf(wish);
  return locale === PSEUDO && !env.shopifyEmulatorUrl ? FALLBACK : locale;
}

/** Until it is known who reads: the language the admin names in the address, then the browser's. */
export const hearReader: RequestHandler = (request, _response, next) => {
  const named = typeof request.query.locale === "string" ? request.query.locale : null;
  const accepted = (request.get("accept-language") ?? "").split(",").map((one) => one.split(";")[0]?.trim());
  const locale = [named, ...accepted].map(spokenIn).find(Boolean) ?? FALLBACK;
  saidIn(locale, next);
};

/**
 * The admin says in each page's address what it speaks to this person now; what Shopify told of them when
 * their token was made may be a day old.
 */
export async function inTheAdminsLanguage(request: Request, ctx: ShopContext): Promise<ShopContext> {
  const locale = spokenIn(new URL(request.url).searchParams.get("locale"));
  if (!locale || !ctx.person || ctx.person.locale === locale) return ctx;
  const { userId } = ctx.person;
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => markLocale(tx, ctx.shopId, userId, locale));
  speak(locale);
  return { ...ctx, person: { ...ctx.person, locale } };
}
