import type { BookCapabilities, BookKind, BookPort, BookSignIn, BookTokens } from "./book.ts";

/** One shop's way to its books, for the kinds this installation is set up for. */
export interface Books {
  offered: BookCapabilities[];
  capabilitiesOf(kind: BookKind): BookCapabilities;
  signInOf(kind: BookKind): BookSignIn;
  /** A call whose turn comes after `callsUntil` is not made: by then another may have taken over. */
  open(book: BookName, callsUntil?: Date): BookPort;
  /** Before there is a book to keep the tokens in: good for looking around once. */
  openWith(kind: BookKind, organisationId: string, tokens: BookTokens): BookPort;
  seal(bookId: string, tokens: BookTokens): SealedTokens;
  unseal(bookId: string, sealed: SealedTokens): BookTokens | null;
  sealVerifier(signInId: string, verifier: string): { keyId: string; verifier: Uint8Array };
  unsealVerifier(signInId: string, sealed: { keyId: string; verifier: Uint8Array }): string | null;
}

export type BookName = { id: string; kind: BookKind; organisationId: string };

export type SealedTokens = Omit<BookTokens, "accessToken" | "refreshToken"> & {
  keyId: string;
  accessToken: Uint8Array;
  refreshToken: Uint8Array;
};
