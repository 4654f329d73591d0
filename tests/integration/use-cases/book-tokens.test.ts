import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { booksOf } from "#app/adapters/accounting/books.ts";
import { cipherOf } from "#app/adapters/cipher.ts";
import { systemClock, systemIds } from "#app/adapters/system-clock.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookKind, BookTokens, BookVendor } from "#app/ports/book.ts";
import type { Log } from "#app/ports/log.ts";
import { disconnectBook } from "#app/use-cases/book/pause-book.ts";
import { silentLog } from "#tests/support/shop-world.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const DAY_MS = 24 * 3_600_000;
const cipher = cipherOf([{ id: "test", key: Buffer.alloc(32, 7) }]);

type Refresh = BookVendor["signIn"]["refresh"];

/** The books of one process; a refresh there may be slow, or the last thing it does. */
function processWith(
  refresh: (asked: string, vendors: Refresh) => Promise<BookTokens>,
  log: Log = silentLog,
) {
  const vendors = new Map<BookKind, BookVendor>(
    [...desk.vendors()].map(([kind, vendor]) => {
      const signIn = { ...vendor.signIn, refresh: (asked: string) => refresh(asked, vendor.signIn.refresh) };
      return [kind, { ...vendor, signIn }];
    }),
  );
  const { database, shopId } = desk.world;
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
async function slowRefresh(bookId: string) {
  await expire();
  const [answered, go] = [gate(), gate()];
  const slow = processWith(async (asked, refresh) => {
    const tokens = await refresh(asked);
    answered.open();
    await go.opened;
    return tokens;
  });
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
      { ...silentLog, warn },
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
