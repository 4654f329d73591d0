import { inspect } from "node:util";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { booksOf } from "#app/adapters/accounting/books.ts";
import { type CipherKey, cipherOf } from "#app/adapters/cipher.ts";
import { systemClock, systemIds } from "#app/adapters/system-clock.ts";
import {
  deleteOverSignIns,
  isLivedIn,
  listBooksLeftHalf,
  listBooksUnderOldKeys,
  listOverSignIns,
  type OverSignIn,
} from "#app/db/book-housekeeping.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookKind, BookTokens, BookVendor } from "#app/ports/book.ts";
import type { Log } from "#app/ports/log.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { disconnectBook, forgetTokens, leaveBook } from "#app/use-cases/book/disconnect-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { resealBook } from "#app/use-cases/book/reseal-book.ts";
import { giveBackConsent } from "#app/use-cases/book/sign-in.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { silentLog } from "#tests/support/shop-world.ts";
import { agreed, openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const DAY_MS = 24 * 3_600_000;
const key = (id: string, byte: number): CipherKey => ({ id, key: Buffer.alloc(32, byte) });

type Refresh = BookVendor["signIn"]["refresh"];

/** The books of one process; a refresh there may be slow, or the last thing it does. */
function processWith(
  refresh: (asked: string, vendors: Refresh) => Promise<BookTokens>,
  { log = silentLog, keys = [key("test", 7)] }: { log?: Log; keys?: CipherKey[] } = {},
) {
  const vendors = new Map<BookKind, BookVendor>(
    [...desk.vendors()].map(([kind, vendor]) => {
      const signIn = { ...vendor.signIn, refresh: (asked: string) => refresh(asked, vendor.signIn.refresh) };
      return [kind, { ...vendor, signIn }];
    }),
  );
  const { database, shopId } = desk.world;
  const cipher = cipherOf(keys);
  return booksOf({ database, shopId, cipher, clock: systemClock, ids: systemIds, log, vendors });
}

const usual = (asked: string, refresh: Refresh) => refresh(asked);
const nameOf = (bookId: string) => ({
  id: bookId,
  kind: "quickbooks" as const,
  organisationId: desk.organisationId,
});
const expire = () => desk.sql("UPDATE book_token SET expires_at = 'epoch'");
const refreshes = () =>
  desk.books.calls().filter(({ operation, status }) => operation === "token" && status === 200).length;
const stateOf = async () => (await desk.sql<{ state: string }>("SELECT state FROM book"))[0]?.state;
const gate = () => {
  const opened = Promise.withResolvers<void>();
  return { opened: opened.promise, open: () => opened.resolve() };
};
const connected = async () => {
  desk.books.setSwitches({ rotation: "always" });
  const bookId = await desk.connect();
  desk.books.clearCalls();
  return bookId;
};

describe("a token that is over", () => {
  it("is renewed by one of many processes, and all go on with what it got", async () => {
    const bookId = await connected();
    await expire();
    const asked = Array.from({ length: 12 }, () => processWith(usual).open(nameOf(bookId)).describe());
    expect(new Set((await Promise.all(asked)).map(({ name }) => name)).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  it("and that the vendor turned away is renewed once, however many had it", async () => {
    const bookId = await connected();
    const [port] = [processWith(usual).open(nameOf(bookId))];
    desk.books.ageBy(2 * 3_600_000);
    await Promise.all(Array.from({ length: 6 }, () => port?.describe()));
    expect(refreshes()).toBe(1);
  });
});

/** The vendor has handed out another pair, and the process that asked for it is gone with it. */
async function rotatedAndLost(bookId: string): Promise<void> {
  await expire();
  const never = new Promise<BookTokens>(() => {});
  const rotated = gate();
  const dying = processWith(async (asked, refresh) => {
    await refresh(asked);
    rotated.open();
    return never;
  });
  void dying.open(nameOf(bookId)).describe();
  await rotated.opened;
  expect(refreshes()).toBe(1);
}

const leaseEnds = () => desk.sql("UPDATE book_token SET refresh_lease_until = now() - interval '1 second'");

describe("a process that dies with the tokens it was just given", () => {
  it("keeps others from asking until its lease ends; then the old one is still good", async () => {
    const bookId = await connected();
    await rotatedAndLost(bookId);
    const waiting = processWith(usual).open(nameOf(bookId)).describe();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(refreshes()).toBe(1);
    await leaseEnds();
    await waiting;
    expect(refreshes()).toBe(2);
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(desk.booked()).toHaveLength(1);
  });

  it("and is missed for too long, leaves a book that somebody must sign in to, and nothing lost", async () => {
    const bookId = await connected();
    await rotatedAndLost(bookId);
    await leaseEnds();
    desk.books.ageBy(2 * DAY_MS);
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(await stateOf()).toBe("signed-out");
    expect(await desk.deliveries()).toMatchObject([{ state: "waiting", attempts: 0 }]);
    const told = await desk.sql("SELECT 1 FROM audit_event WHERE kind = 'book-signed-out'");
    expect(told).toHaveLength(1);
    expect(await desk.connect()).toBe(bookId);
    await desk.drain(bookId);
    expect(desk.booked()).toHaveLength(1);
  });
});

/** A refresher that stands still between the vendor's answer and keeping it, longer than its lease. */
async function slowRefresh(bookId: string, keys?: CipherKey[]) {
  await expire();
  const [answered, go] = [gate(), gate()];
  const slow = processWith(
    async (asked, refresh) => {
      const tokens = await refresh(asked);
      answered.open();
      await go.opened;
      return tokens;
    },
    { keys: keys ?? [key("test", 7)] },
  );
  const ends = slow
    .open(nameOf(bookId))
    .describe()
    .then(
      () => "went on",
      (error: unknown) => (error instanceof AdapterError ? error.kind : Promise.reject(error)),
    );
  await answered.opened;
  return { go: go.open, ends };
}

const sealed = async () =>
  (await desk.sql<{ token: string }>("SELECT encode(refresh_token, 'hex') AS token FROM book_token"))[0]
    ?.token;

describe("a refresher whose lease has ended", () => {
  it("does not put its tokens in place of newer ones", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId);
    await leaseEnds();
    await processWith(usual).open(nameOf(bookId)).describe();
    const newer = await sealed();
    slow.go();
    expect(await slow.ends).toBe("went on");
    expect(await sealed()).toBe(newer);
  });

  it("brings no token back to a book that was disconnected", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId);
    expect(await disconnectBook(await desk.as("Olivia"), { bookId })).toMatchObject({ ok: true });
    slow.go();
    expect(await slow.ends).toBe("disconnected");
    expect(await sealed()).toBeUndefined();
  });

  it("does not put the tokens of an old consent in place of a new one's", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId);
    const owner = await desk.as("Olivia");
    await disconnectBook(owner, { bookId });
    expect(await desk.connect()).toBe(bookId);
    const consented = await sealed();
    slow.go();
    expect(await slow.ends).toBe("went on");
    expect(await sealed()).toBe(consented);
  });

  it("and is turned away for it goes on with what a faster one got", async () => {
    const bookId = await connected();
    await expire();
    const go = gate();
    const begun = gate();
    const slow = processWith(async () => {
      begun.open();
      await go.opened;
      throw new AdapterError("disconnected", "invalid_grant");
    });
    const ends = slow.open(nameOf(bookId)).describe();
    await begun.opened;
    await leaseEnds();
    await processWith(usual).open(nameOf(bookId)).describe();
    go.open();
    await expect(ends).resolves.toMatchObject({ remoteId: desk.organisationId });
    expect(await stateOf()).toBe("connected");
  });
});

describe("tokens under a key that is on its way out", () => {
  const keys = () => desk.sql<{ key_id: string }>("SELECT key_id FROM book_token");

  it("move to the current key, and open the book under it alone", async () => {
    const bookId = await connected();
    const books = processWith(usual, { keys: [key("next", 9), key("test", 7)] });
    const owner = new pg.Pool({ connectionString: desk.ownerUrl, max: 1 });
    try {
      expect(await listBooksUnderOldKeys(owner, "next")).toEqual([{ shopId: desk.world.shopId, bookId }]);
      expect(await resealBook(await desk.as(null, { books }), bookId)).toBe(true);
      expect(await listBooksUnderOldKeys(owner, "next")).toEqual([]);
    } finally {
      await owner.end();
    }
    expect(await keys()).toEqual([{ key_id: "next" }]);
    const after = processWith(usual, { keys: [key("next", 9)] });
    await expect(after.open(nameOf(bookId)).describe()).resolves.toMatchObject({ currency: "EUR" });
    expect(refreshes()).toBe(0);
  });

  it("that move while a refresh is under way do not cost the pair it brings", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId, [key("test", 7), key("next", 9)]);
    const books = processWith(usual, { keys: [key("next", 9), key("test", 7)] });
    expect(await resealBook(await desk.as(null, { books }), bookId)).toBe(true);
    slow.go();
    expect(await slow.ends).toBe("went on");
    // Past the vendor's patience with the pair before.
    desk.books.ageBy(2 * DAY_MS);
    await expect(books.open(nameOf(bookId)).describe()).resolves.toMatchObject({ currency: "EUR" });
  });

  it("that this process cannot open stay as they are, and so does the book: it waits, and says which key", async () => {
    const bookId = await connected();
    const told: unknown[][] = [];
    const error = (...line: unknown[]) => void told.push(line);
    const books = processWith(usual, { keys: [key("late", 1)], log: { ...silentLog, error } });
    const late = await desk.as(null, { books });
    expect(await resealBook(late, bookId)).toBe(false);
    expect(await keys()).toEqual([{ key_id: "test" }]);
    await expect(books.open(nameOf(bookId)).describe()).rejects.toMatchObject({ kind: "retry" });
    expect(told).toContainEqual([{ bookId, keyId: "test" }, expect.stringContaining("TOKEN_KEYS")]);
    await submitted(desk, write({ itemId: mug }));
    await formQueued(late);
    await deliverBook(late, bookId);
    await expect(watchBook(late, bookId)).rejects.toMatchObject({ kind: "retry" });
    expect(await stateOf()).toBe("connected");
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(["waiting"]);
    await desk.sql("UPDATE delivery SET due_at = now()");
    await desk.drain(bookId);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(["confirmed"]);
  });

  it("that move to a key this process lacks while it refreshes do not cost the pair it brings", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId, [key("test", 7)]);
    const books = processWith(usual, { keys: [key("next", 9), key("test", 7)] });
    expect(await resealBook(await desk.as(null, { books }), bookId)).toBe(true);
    slow.go();
    expect(await slow.ends).toBe("went on");
    desk.books.ageBy(2 * DAY_MS);
    await expect(books.open(nameOf(bookId)).describe()).resolves.toMatchObject({ currency: "EUR" });
    expect(await stateOf()).toBe("connected");
  });

  it("that another renewed under a key this process lacks do not sign the book out", async () => {
    const bookId = await connected();
    const slow = await slowRefresh(bookId, [key("test", 7)]);
    await leaseEnds();
    const books = processWith(usual, { keys: [key("next", 9), key("test", 7)] });
    await books.open(nameOf(bookId)).describe();
    const newer = await sealed();
    slow.go();
    expect(await slow.ends).toBe("retry");
    expect(await sealed()).toBe(newer);
    await expect(books.open(nameOf(bookId)).describe()).resolves.toMatchObject({ currency: "EUR" });
  });
});

describe("what a vendor gave us and nobody uses", () => {
  const revoked = () => desk.books.calls().filter(({ operation }) => operation === "revoke");
  const withOwner = async <T>(work: (owner: pg.Pool) => Promise<T>): Promise<T> => {
    const owner = new pg.Pool({ connectionString: desk.ownerUrl, max: 1 });
    return work(owner).finally(() => owner.end());
  };
  /** Somebody came back from the vendor and chose no organisation in time. */
  const unfinished = async () => {
    await agreed(desk, undefined, await desk.as("Olivia"));
    await desk.sql("UPDATE book_sign_in SET expires_at = now() - interval '1 minute'");
    desk.books.clearCalls();
    return withOwner(listOverSignIns);
  };
  const giveBack = (over: OverSignIn) =>
    withOwner(async (owner) =>
      giveBackConsent(await desk.as(null), over, (id) => isLivedIn(owner, over.kind, id)),
    );

  it("is given back where no book came of a consent", async () => {
    const [over, ...more] = await unfinished();
    if (!over || more.length > 0) throw new Error("one consent was expected");
    desk.books.fault({ kind: "drop-before", operation: "revoke" });
    expect(await giveBack(over)).toBe(false);
    await withOwner((owner) => deleteOverSignIns(owner, [over.id], 7));
    expect(await giveBack(over)).toBe(true);
    expect(revoked().length).toBeGreaterThan(0);
    await withOwner((owner) => deleteOverSignIns(owner, [], 7));
    expect(await withOwner(listOverSignIns)).toEqual([]);
  });

  it("stays where a book of any shop lives by it", async () => {
    await connected();
    const [over] = await unfinished();
    if (!over) throw new Error("a consent was expected");
    expect(await giveBack(over)).toBe(true);
    expect(revoked()).toEqual([]);
  });

  it("is found where somebody died between leaving and giving back, and nowhere else", async () => {
    const bookId = await connected();
    const olivia = await desk.as("Olivia");
    expect(await leaveBook(olivia, bookId)).toBe("revoked");
    expect(await withOwner(listBooksLeftHalf)).toEqual([]);
    await desk.sql("UPDATE book SET ended_at = now() - interval '2 hours'");
    expect(await withOwner(listBooksLeftHalf)).toEqual([{ shopId: desk.world.shopId, bookId }]);
    await forgetTokens(olivia, bookId);
    expect(await withOwner(listBooksLeftHalf)).toEqual([]);
    await desk.connect();
    await forgetTokens(olivia, bookId);
    expect(await stateOf()).toBe("connected");
    expect(await sealed()).toBeDefined();
  });
});

describe("what is written down of it all", () => {
  it("holds no token", async () => {
    const bookId = await connected();
    await expire();
    const lines: unknown[] = [];
    const warn = (...line: unknown[]) => void lines.push(line);
    const spent: string[] = [];
    const failing = processWith(
      async (asked) => {
        spent.push(asked);
        throw new AdapterError("retry", "the vendor is away");
      },
      { log: { ...silentLog, warn } },
    );
    await expect(failing.open(nameOf(bookId)).describe()).rejects.toThrow("the vendor is away");
    expect(lines.length).toBeGreaterThan(0);
    expect(inspect(lines, { depth: null })).not.toContain(spent[0]);
    const rows = await desk.sql<{ row: string }>(
      "SELECT concat(access_token, refresh_token) AS row FROM book_token",
    );
    expect(rows[0]?.row).not.toContain(Buffer.from(spent[0] ?? "").toString("hex"));
  });
});
