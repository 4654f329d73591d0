import { createCookie } from "@remix-run/node";
import { contextOfShop } from "./context.server.ts";
import { findBookSignIn, takeBookSignIn, type UsedSignIn } from "./db/book-sign-ins.ts";
import { database } from "./db.server.ts";
import { limits } from "./domain/limits.ts";
import { env } from "./env.server.ts";
import type { BookKind } from "./ports/book.ts";
import { hashOf } from "./use-cases/book/sign-in.ts";
import type { ShopContext } from "./use-cases/shop-context.ts";

const isSecure = env.shopifyAppUrl.startsWith("https:");

/**
 * The browser that set out is the one that may come back: somebody else's link, followed by a stranger who
 * then consents, would open the stranger's books to somebody else's shop.
 */
export const signInCookie = createCookie(isSecure ? "__Host-book-sign-in" : "book-sign-in", {
  path: "/",
  httpOnly: true,
  sameSite: "lax",
  secure: isSecure,
  maxAge: limits.bookSignInMs / 1_000,
});

export type OpenSignIn = { ctx: ShopContext; signIn: UsedSignIn };

export async function openSignIn(state: string): Promise<OpenSignIn | null> {
  return withShop(await findBookSignIn(database, hashOf(state)));
}

export async function takeSignIn(state: string): Promise<OpenSignIn | null> {
  return withShop(await takeBookSignIn(database, hashOf(state)));
}

export function callbackOf(kind: BookKind): string {
  return `${env.shopifyAppUrl}/books/callback/${kind}`;
}

/** A page of ours inside the shop's admin, for a browser that is outside of it. */
export function pageInAdmin(domain: string, page: string): string {
  const admin = env.shopifyEmulatorUrl ?? "https://admin.shopify.com";
  return `${admin}/store/${domain.replace(".myshopify.com", "")}/apps/${env.shopifyApiKey}${page}`;
}

async function withShop(signIn: UsedSignIn | null): Promise<OpenSignIn | null> {
  const ctx = signIn && (await contextOfShop(signIn.shopId));
  const isOffered = ctx?.books.offered.some(({ kind }) => kind === signIn?.kind);
  return signIn && ctx && isOffered ? { ctx, signIn } : null;
}
