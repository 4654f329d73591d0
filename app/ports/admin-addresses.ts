/** Where in the merchant's admin a person finds what they are told of, from outside the app's frame too. */
export interface AdminAddresses {
  /** A page of ours; the path begins with /app. */
  pageUrl(path: string): string;
  /** Where Shopify lets the shop choose its plan. */
  readonly planUrl: string;
}
