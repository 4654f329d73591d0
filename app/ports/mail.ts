/** One letter. Its id becomes its Message-ID, so that who gets it twice can tell. */
export type Letter = {
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Ends mail of this kind without a sign-in; mail programs offer it as a button. */
  stopUrl: string;
};

/**
 * `again`: nobody took it, or nobody knows. `refused`: this letter will not be taken however often it is sent.
 */
export type MailAnswer =
  | { kind: "taken" }
  | { kind: "again"; why: "unreachable" | "put-off"; words: string }
  | { kind: "refused"; words: string };

/** Whose mail of which kind a link ends. */
export type StopWish = { shopId: string; userId: string; kind: string };

export interface MailPort {
  send(letter: Letter): Promise<MailAnswer>;
  stopUrl(wish: StopWish): string;
}
