/**
 * What nobody has settled about the real Shopify. Each doubt has a name, its possible answers and a default:
 * the answer that an app must survive even if the others turn out to be true.
 */
export type Switches = {
  /** Adjusting an untracked item: it silently works, is refused, or answers a group and changes nothing. */
  untrackedAdjust: "applied" | "refused" | "ignored";
  /** A delta that takes available below zero. Shopify has no error for it. */
  belowZero: "allowed" | "refused";
  /** One bad line among good ones: nothing happens, or the good ones happen beside userErrors. */
  atomicity: "all-or-nothing" | "valid-applied";
  /** Rows in `changes`: with the derived on_hand row, without it, or with quantityAfterChange always null. */
  changeRows: "with-on-hand" | "without-on-hand" | "after-unknown";
  /** Units leave `damaged` and its like only by the ledger document they came in with, or by any. */
  damagedLedger: "own" | "any";
  /** Who the history names for a write with an online token. */
  onlineActor: "staff" | "app";
  /** `unitCost` for a person who may not see costs. */
  hiddenCost: "null" | "access-denied";
  /** What a repeated key does. `forgotten-early` remembers ten minutes instead of a day. */
  idempotency: "honoured" | "ignored" | "forgotten-early" | "previous-attempt-failed";
  /** Two shops using one key: strangers to each other, or the same key. */
  keyScope: "app-and-shop" | "app";
  /** A drained budget: HTTP 200 with a THROTTLED error, or 429 with Retry-After. */
  throttledShape: "error" | "429";
  /** Adjusting where the item is inactive or was never stocked. */
  adjustAtInactive: "stays-inactive" | "activates" | "refused";
  /** `quantities.updatedAt` moves with that quantity only, with any quantity of the level, or not at all. */
  updatedAt: "exact" | "any-quantity" | "never";
  updatedAtPrecision: "second" | "millisecond";
  /** How far the clock behind updatedAt runs ahead of the one behind the Date header. */
  updatedAtSkewMs: number;
  /** Which bad lines userErrors name: every one, the first, or none of them (field null). */
  userErrors: "every-line" | "first" | "unnamed";
  /** How long an adjust takes for each change in it. */
  adjustLatencyMsPerChange: number;
  /** What Location's fields beyond its id ask for. */
  locationAccess: "read_inventory" | "read_locations";
  /** A person without inventory permission may still read quantities. */
  readsWithoutInventoryPermission: boolean;
  /** A refresh ends the access token it replaces at once instead of at its hour. */
  refreshEndsAccessToken: boolean;
};

export const defaultSwitches: Switches = {
  untrackedAdjust: "applied",
  belowZero: "allowed",
  atomicity: "all-or-nothing",
  changeRows: "with-on-hand",
  damagedLedger: "own",
  onlineActor: "staff",
  hiddenCost: "null",
  idempotency: "honoured",
  keyScope: "app-and-shop",
  throttledShape: "error",
  adjustAtInactive: "stays-inactive",
  updatedAt: "exact",
  updatedAtPrecision: "second",
  updatedAtSkewMs: 0,
  userErrors: "every-line",
  adjustLatencyMsPerChange: 0,
  locationAccess: "read_inventory",
  readsWithoutInventoryPermission: true,
  refreshEndsAccessToken: false,
};

const choices: { [Name in keyof Switches]: readonly Switches[Name][] | "number" | "boolean" } = {
  untrackedAdjust: ["applied", "refused", "ignored"],
  belowZero: ["allowed", "refused"],
  atomicity: ["all-or-nothing", "valid-applied"],
  changeRows: ["with-on-hand", "without-on-hand", "after-unknown"],
  damagedLedger: ["own", "any"],
  onlineActor: ["staff", "app"],
  hiddenCost: ["null", "access-denied"],
  idempotency: ["honoured", "ignored", "forgotten-early", "previous-attempt-failed"],
  keyScope: ["app-and-shop", "app"],
  throttledShape: ["error", "429"],
  adjustAtInactive: ["stays-inactive", "activates", "refused"],
  updatedAt: ["exact", "any-quantity", "never"],
  updatedAtPrecision: ["second", "millisecond"],
  updatedAtSkewMs: "number",
  userErrors: ["every-line", "first", "unnamed"],
  adjustLatencyMsPerChange: "number",
  locationAccess: ["read_inventory", "read_locations"],
  readsWithoutInventoryPermission: "boolean",
  refreshEndsAccessToken: "boolean",
};

/** Every answer of every doubt, for a simulation that draws among them. */
export const switchChoices: Readonly<Record<string, readonly unknown[] | "number" | "boolean">> = choices;

/** Checks what came over HTTP; a mistyped switch would otherwise test nothing and say nothing. */
export function parseSwitches(wanted: Record<string, unknown>): Partial<Switches> {
  for (const [name, value] of Object.entries(wanted)) {
    const allowed = switchChoices[name];
    if (allowed === undefined) throw new Error(`There is no switch ${name}.`);
    const fits = typeof allowed === "string" ? typeof value === allowed : allowed.includes(value);
    if (!fits) throw new Error(`The switch ${name} cannot be ${JSON.stringify(value)}.`);
  }
  return wanted as Partial<Switches>;
}
