import { createHash, randomBytes } from "node:crypto";
import {
  findSignInAnswer,
  insertBookSignIn,
  markSignInAnswer,
  type UsedSignIn,
} from "#app/db/book-sign-ins.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookKind, BookTokens } from "#app/ports/book.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

export type SignInAnswer = { tokens: BookTokens; organisations: { remoteId: string; name: string }[] };

/** A secret with which a person can set out to a vendor and come back, once. */
export async function beginSignIn(ctx: ShopContext, wanted: string): Promise<Result<{ state: string }>> {
  const { person } = ctx;
  const bar = await barredFromMoney(ctx, "keep-books");
  if (!person || bar) return refuse(bar ?? { code: "may-not-see-cost" });
  const kind = ctx.books.offered.find((offered) => offered.kind === wanted)?.kind;
  if (!kind) return refuse({ code: "book-not-offered" });
  const [state, verifier] = [secret(), secret()];
  const id = ctx.ids.next();
  const sealed = ctx.books.sealVerifier(id, verifier);
  await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    insertBookSignIn(tx, ctx.shopId, {
      id,
      kind,
      stateHash: hashOf(state),
      personId: person.userId,
      ...sealed,
    }),
  );
  return ok({ state });
}

/** The vendor's consent page for who sets out with this secret; null when it is over. */
export function consentAddressOf(
  ctx: ShopContext,
  signIn: UsedSignIn,
  way: { state: string; callback: string },
): string | null {
  const verifier = ctx.books.unsealVerifier(signIn.id, signIn);
  if (verifier === null) return null;
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  return ctx.books.signInOf(signIn.kind).addressOf({ ...way, challenge });
}

/** The vendor's answer is exchanged at once, because it lives for a minute, and kept until it is used. */
export async function takeSignInAnswer(
  ctx: ShopContext,
  signIn: UsedSignIn,
  came: { answered: URLSearchParams; callback: string },
): Promise<Result<{ signInId: string }>> {
  const verifier = ctx.books.unsealVerifier(signIn.id, signIn);
  if (verifier === null) return refuse({ code: "sign-in-over" });
  try {
    const answer = await ctx.books.signInOf(signIn.kind).exchange({ ...came, verifier });
    const sealed = ctx.books.sealVerifier(signIn.id, JSON.stringify(answer));
    // Under the same key as the verifier, whose name stands on the row.
    if (sealed.keyId !== signIn.keyId) return refuse({ code: "sign-in-over" });
    await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
      markSignInAnswer(tx, signIn.id, sealed.verifier),
    );
    return ok({ signInId: signIn.id });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, kind: signIn.kind }, "A book's consent could not be exchanged");
    return refuse({ code: "sign-in-over" });
  }
}

/** What a person came back with: for them alone, and only for a quarter of an hour. */
export async function readSignInAnswer(
  ctx: ShopContext,
  signInId: string,
): Promise<(SignInAnswer & { kind: BookKind }) | null> {
  const personId = ctx.person?.userId;
  if (!personId) return null;
  const kept = await inShop(ctx.database, ctx.shopId, (tx) => findSignInAnswer(tx, { signInId, personId }));
  const opened = kept && ctx.books.unsealVerifier(signInId, { keyId: kept.keyId, verifier: kept.answer });
  if (!kept || !opened) return null;
  return { kind: kept.kind, ...answerOf(opened) };
}

/**
 * A consent nobody made a book of in time: it is given back for the organisations that none of our shops
 * lives in. False where the vendor could not be reached.
 */
export async function giveBackConsent(
  ctx: ShopContext,
  over: { id: string; kind: BookKind; keyId: string; answer: Uint8Array },
  isLivedIn: (organisationId: string) => Promise<boolean>,
): Promise<boolean> {
  const opened = ctx.books.unsealVerifier(over.id, { keyId: over.keyId, verifier: over.answer });
  if (!opened || !ctx.books.offered.some(({ kind }) => kind === over.kind)) return true;
  const { tokens, organisations } = answerOf(opened);
  try {
    for (const { remoteId } of organisations)
      if (!(await isLivedIn(remoteId))) await ctx.books.signInOf(over.kind).revoke(tokens, remoteId);
    return true;
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, signInId: over.id }, "An unfinished consent could not be given back");
    return error.kind === "refused";
  }
}

function answerOf(opened: string): SignInAnswer {
  const { tokens, organisations } = JSON.parse(opened) as SignInAnswer;
  const dates = {
    expiresAt: new Date(tokens.expiresAt),
    refreshExpiresAt: new Date(tokens.refreshExpiresAt),
    refreshHardExpiresAt: tokens.refreshHardExpiresAt && new Date(tokens.refreshHardExpiresAt),
  };
  return { organisations, tokens: { ...tokens, ...dates } };
}

export function hashOf(state: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(state).digest());
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
