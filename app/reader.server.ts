import type { RequestHandler } from "express";
import { env } from "./env.server.ts";
import { saidIn } from "./i18n.ts";
import { FALLBACK, localeOf, PSEUDO } from "./languages.ts";

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
