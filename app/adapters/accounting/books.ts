import type { Database } from "#app/db/in-shop-transaction.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { BookKind, BookTokens, BookVendor } from "#app/ports/book.ts";
import type { Books, SealedTokens } from "#app/ports/books.ts";
import type { Clock, Ids } from "#app/ports/clock.ts";
import type { Log } from "#app/ports/log.ts";
import type { Cipher } from "../cipher.ts";
import { tokensOfBook } from "./book-tokens.ts";
import { paceOf } from "./pace.ts";

export type BooksDeps = {
  database: Database;
  shopId: string;
  cipher: Cipher;
  clock: Clock;
  ids: Ids;
  log: Log;
  vendors: ReadonlyMap<BookKind, BookVendor>;
};

/** One shop's books: each opened with its own token and its organisation's pace. */
export function booksOf(deps: BooksDeps): Books {
  const { cipher, shopId } = deps;

  function vendorOf(kind: BookKind): BookVendor {
    const vendor = deps.vendors.get(kind);
    invariant(vendor, `this installation is not set up for ${kind}`);
    return vendor;
  }

  function sealedOf(holderId: string, field: "accessToken" | "refreshToken", secret: string): Uint8Array {
    return cipher.seal(secret, { shopId, holderId, field }).bytes;
  }

  function seal(bookId: string, tokens: BookTokens): SealedTokens {
    return {
      ...tokens,
      keyId: cipher.currentKeyId,
      accessToken: sealedOf(bookId, "accessToken", tokens.accessToken),
      refreshToken: sealedOf(bookId, "refreshToken", tokens.refreshToken),
    };
  }

  /** A seal that no key opens is worth what no token is worth. */
  function unseal(bookId: string, sealed: SealedTokens): BookTokens | null {
    const { keyId, accessToken, refreshToken, ...rest } = sealed;
    if (!cipher.opens(keyId)) return null;
    const place = { shopId, holderId: bookId };
    return {
      ...rest,
      accessToken: cipher.open({ keyId, bytes: accessToken }, { ...place, field: "accessToken" }),
      refreshToken: cipher.open({ keyId, bytes: refreshToken }, { ...place, field: "refreshToken" }),
    };
  }

  return {
    offered: [...deps.vendors.values()].map((vendor) => vendor.capabilities),
    capabilitiesOf: (kind) => vendorOf(kind).capabilities,
    signInOf: (kind) => vendorOf(kind).signIn,
    seal,
    unseal,
    open(book, callsUntil) {
      const vendor = vendorOf(book.kind);
      const { tokenOf, forget } = tokensOfBook({ ...deps, seal, unseal }, book.id, vendor.signIn);
      const pace = paceOf(deps, vendor.capabilities, book.organisationId, callsUntil);
      return vendor.open({ organisationId: book.organisationId, tokenOf, forget, pace });
    },
    openWith(kind, organisationId, tokens) {
      const { capabilities, open } = vendorOf(kind);
      const pace = paceOf(deps, capabilities, organisationId, undefined);
      return open({ organisationId, tokenOf: async () => tokens.accessToken, forget: async () => {}, pace });
    },
    sealVerifier: (holderId, verifier) => ({
      keyId: cipher.currentKeyId,
      verifier: cipher.seal(verifier, { shopId, holderId, field: "verifier" }).bytes,
    }),
    unsealVerifier: (holderId, { keyId, verifier }) =>
      cipher.opens(keyId)
        ? cipher.open({ keyId, bytes: verifier }, { shopId, holderId, field: "verifier" })
        : null,
  };
}
