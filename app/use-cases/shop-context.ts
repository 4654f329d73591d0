import type { Database } from "#app/db/in-shop-transaction.ts";
import type { Role } from "#app/domain/approval/role.ts";
import type { AdminAddresses } from "#app/ports/admin-addresses.ts";
import type { Books } from "#app/ports/books.ts";
import type { Clock, Ids } from "#app/ports/clock.ts";
import type { FileStore } from "#app/ports/file-store.ts";
import type { HookPost } from "#app/ports/hook-post.ts";
import type { Log } from "#app/ports/log.ts";
import type { MailPort } from "#app/ports/mail.ts";
import type { ShopifyPort } from "#app/ports/shopify.ts";

/** Everything a use case may reach: one shop, at most one person, and the ports. */
export type ShopContext = {
  database: Database;
  shopId: string;
  domain: string;
  shop: ShopSettings;
  /** Null in the worker: nobody is present, and what was proved at submit must do. */
  person: PersonContext | null;
  shopify: ShopifyPort;
  books: Books;
  hooks: HookPost;
  admin: AdminAddresses;
  /** Null: this installation sends no mail. */
  mail: MailPort | null;
  files: FileStore;
  clock: Clock;
  ids: Ids;
  log: Log;
};

export type ShopSettings = {
  name: string;
  currency: string;
  timeZone: string;
  /** The language of what nobody in particular reads; our default where the owner's is none of ours. */
  locale: string;
};

export type PersonContext = {
  userId: string;
  name: string;
  locale: string;
  /** Shopify's own answer: the scopes of this person's online token include write_inventory. */
  mayWriteOff: boolean;
  /** Shopify shows the owner everything, also before there is a cost to ask about. */
  accountOwner: boolean;
  /** What Shopify last said of costs, and when; null when it was never asked. */
  costSight: { seesCost: boolean; readAt: Date } | null;
  /** Given here; null where nobody gave any, and they may do what Shopify lets them. */
  role: Role | null;
  /** Where it holds; none named: everywhere. */
  locations: string[];
};
