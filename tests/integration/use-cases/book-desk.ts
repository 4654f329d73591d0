import { afterAll, beforeAll, beforeEach } from "vitest";
import { createQuickbooks } from "#app/adapters/accounting/quickbooks/index.ts";
import { findBookSignIn, takeBookSignIn } from "#app/db/book-sign-ins.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { eraseShopRows } from "#app/db/shops.ts";
import type { BookKind, BookVendor } from "#app/ports/book.ts";
import { connectBook } from "#app/use-cases/book/connect-book.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { type BookTerms, setBookTerms } from "#app/use-cases/book/set-terms.ts";
import { beginSignIn, consentAddressOf, hashOf, takeSignInAnswer } from "#app/use-cases/book/sign-in.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { bookCast } from "#tests/emulators/accounting/cast.ts";
import type { BookEmulator } from "#tests/emulators/accounting/emulator.ts";
import { type Journal, sumOf } from "#tests/emulators/accounting/ledger.ts";
import { startQuickbooks } from "#tests/emulators/quickbooks/server.ts";
import { mugShop } from "../../../prisma/scenarios/mug-shop.ts";
import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import { type Desk, openDesk } from "./desk.ts";

const CALLBACK = "http://localhost/books/callback/quickbooks";
const ROLES = [
  "shrinkage-damage",
  "shrinkage-expired",
  "shrinkage-theft",
  "shrinkage-lost",
  "loss-other",
] as const;

export type BookDesk = Desk & {
  books: BookEmulator;
  organisationId: string;
  /** Connected, mapped and ready, by the owner, through the vendor's own consent. */
  connect(terms?: Partial<BookTerms>, organisation?: string, owner?: ShopContext): Promise<string>;
  vendors(): Map<BookKind, BookVendor>;
  /** Forms and sends until nothing is due, as the worker's jobs do. */
  drain(bookId: string, ctx?: ShopContext): Promise<void>;
  /** The journals that stand in the books, as `reference sum`. */
  booked(organisation?: string): string[];
  journals(organisation?: string): Journal[];
  deliveries(): Promise<SeenDelivery[]>;
};

export type SeenDelivery = {
  id: string;
  reference: string;
  scope: string;
  state: string;
  trouble: string | null;
  drift: string | null;
  entries: number;
  attempts: number;
};

/** A shop and its bookkeeper's QuickBooks, both emulated, joined by the real ports. */
export function openBookDesk({ isPaced = false, scenario = mugShop } = {}): BookDesk {
  let vendor: BookVendor;
  let opened: BookDesk | undefined;
  // Before the desk itself makes its shop.
  beforeEach(() => opened && startAfresh(opened));
  const vendors = () => new Map([["quickbooks" as const, vendor]]);
  const desk = openDesk(scenario, vendors) as BookDesk;
  desk.vendors = vendors;
  opened = desk;
  beforeAll(async () => {
    desk.books = await startQuickbooks({ redirectUris: [CALLBACK] });
    const quickbooks = createQuickbooks({
      settings: {
        clientId: desk.books.client.id,
        clientSecret: desk.books.client.secret,
        environment: "sandbox",
        emulatorUrl: desk.books.url,
      },
    });
    const { capabilities } = quickbooks;
    const pace = { callsPerMinute: 600_000, callsPerSecond: null, callsPerDay: null, callsAtOnce: 50 };
    vendor = isPaced ? quickbooks : { ...quickbooks, capabilities: { ...capabilities, pace } };
  });
  afterAll(() => desk.books?.close());
  beforeEach(async () => {
    desk.organisationId = desk.books.organisation().id;
    desk.books.faults.clear();
    for (const hook of ["onCall", "beforeEffect", "afterEffect"] as const) delete desk.books.hooks[hook];
    for (const { name } of bookCast) {
      const organisation = desk.books.organisation(name);
      organisation.journals.length = 0;
      for (const account of organisation.accounts) account.active = account.name !== "Old shrinkage";
      desk.books.lock(organisation.id, null);
    }
  });

  desk.connect = async (terms = {}, organisation, owner) =>
    connect(desk, terms, organisation, owner ?? (await ownerOf(desk, scenario)));
  desk.drain = async (bookId, ctx) => {
    const worker = ctx ?? (await desk.as(null));
    await formQueued(worker);
    for (let round = 0; round < 20; round += 1) {
      await deliverBook(worker, bookId);
      const due = await desk.sql(
        "SELECT 1 FROM delivery WHERE state IN ('waiting', 'sent') AND due_at <= clock_timestamp()",
      );
      if (due.length === 0) return;
    }
  };
  desk.journals = (organisation) =>
    desk.books.organisation(organisation).journals.filter(({ state }) => state === "posted");
  desk.booked = (organisation) =>
    desk.journals(organisation).map(({ number, lines }) => {
      const debits = lines.filter(({ minor }) => minor > 0n);
      return `${number} ${sumOf(debits)}`;
    });
  desk.deliveries = () =>
    desk.sql<SeenDelivery>(
      `SELECT d.id, d.reference, d.scope, d.state, d.trouble, d.drift, d.entry_count AS entries,
              (SELECT count(*)::int FROM delivery_attempt a WHERE a.delivery_id = d.id) AS attempts
         FROM delivery d ORDER BY d.reference`,
    );
  return desk;
}

function ownerOf(desk: Desk, { staff }: Scenario): Promise<ShopContext> {
  return desk.as(staff.find(({ accountOwner }) => accountOwner)?.firstName ?? "");
}

async function connect(
  desk: BookDesk,
  terms: Partial<BookTerms>,
  organisation: string | undefined,
  owner: ShopContext,
): Promise<string> {
  const bookId = await consented(desk, organisation, owner);
  const accountOf = (name: string) => {
    const found = desk.books.organisation(organisation).accounts.find((account) => account.name === name);
    if (!found) throw new Error(`no account is called ${name}`);
    return found.id;
  };
  const mapped = await mapAccounts(owner, {
    bookId,
    mappings: [
      { role: "inventory", accountId: accountOf("Stock on hand") },
      ...ROLES.map((role) => ({ role, accountId: accountOf("Shrinkage: damaged") })),
    ],
  });
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems));
  const set = await setBookTerms(owner, {
    bookId,
    cadence: "document",
    method: "perpetual",
    startsOn: "2026-01-01",
    stockBookedBy: "nobody",
    ...terms,
  });
  if (!set.ok) throw new Error(JSON.stringify(set.problems));
  return bookId;
}

/** Through the vendor's page, and joined: nothing is set up yet, unless it was before. */
export async function consented(
  desk: BookDesk,
  organisation: string | undefined,
  owner: ShopContext,
): Promise<string> {
  const connected = await askedToJoin(desk, organisation, owner);
  if (!connected.ok) throw new Error(JSON.stringify(connected.problems));
  return connected.value.bookId;
}

export async function askedToJoin(desk: BookDesk, organisation: string | undefined, owner: ShopContext) {
  const { id } = desk.books.organisation(organisation);
  return connectBook(owner, { signInId: await agreed(desk, organisation, owner), organisationId: id });
}

/** Come back from the vendor's consent, with the organisation still to be chosen. */
export async function agreed(
  desk: BookDesk,
  organisation: string | undefined,
  owner: ShopContext,
): Promise<string> {
  const begun = await beginSignIn(owner, "quickbooks");
  if (!begun.ok) throw new Error(JSON.stringify(begun.problems));
  const { id } = desk.books.organisation(organisation);
  const { state } = begun.value;
  const setOut = await findBookSignIn(desk.world.database, hashOf(state));
  const address = setOut && consentAddressOf(owner, setOut, { state, callback: CALLBACK });
  const challenge = new URL(address ?? "").searchParams.get("code_challenge");
  const code = desk.books.signIns.consent({
    clientId: desk.books.client.id,
    redirectUri: CALLBACK,
    scope: "com.intuit.quickbooks.accounting",
    organisationIds: [id],
    challenge,
  });
  const used = await takeBookSignIn(desk.world.database, hashOf(state));
  if (!used) throw new Error("the sign-in is not known");
  const answered = new URLSearchParams({ code, state, realmId: id });
  const taken = await takeSignInAnswer(owner, used, { answered, callback: CALLBACK });
  if (!taken.ok) throw new Error(JSON.stringify(taken.problems));
  return used.id;
}

/** Nothing of an earlier test is left to be delivered. */
async function startAfresh(desk: Desk): Promise<void> {
  if (!desk.world) return;
  const { database, shopId } = desk.world;
  await desk.sql("UPDATE shop SET uninstalled_at = clock_timestamp()");
  await inShopTransaction(database, shopId, (tx) => eraseShopRows(tx, new Date(Date.now() + 60_000)));
  await desk.sql("DELETE FROM book_call");
  await desk.sql("DELETE FROM book_pace");
}
