/** One shop's tokens, for whoever calls its Admin API. */
export type ShopTokens = {
  /** The app's own token with enough life left for a call. AdapterError "disconnected" when there is none. */
  appToken(): Promise<string>;
  /** A person's own token, or null when it is missing or over. */
  personToken(userId: string): Promise<string | null>;
  /** Shopify no longer takes this token: nobody shall send it again. A newer one stays. */
  forget(token: string): Promise<void>;
};
