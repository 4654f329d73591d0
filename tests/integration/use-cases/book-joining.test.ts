import { afterEach, describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { eraseShopRows } from "#app/db/shops.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { disconnectBook } from "#app/use-cases/book/disconnect-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { eraseShop } from "#app/use-cases/shop/erase-shop.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { openShopWorld, type ShopWorld } from "#tests/support/shop-world.ts";
import { otherShop } from "../../../prisma/scenarios/other-shop.ts";
import { askedToJoin, consented, openBookDesk } from "./book-desk.ts";
import { mug, problemsOf, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const bookOf = async () =>
  desk.sql<{ id: string; name: string; state: string; prefix: string }>(
    "SELECT id, organisation_name AS name, state, prefix FROM book ORDER BY connected_at",
  );

describe("a book that was disconnected", () => {
  it("and connected again is the same book: what was missed is sent, and nothing a second time", async () => {
    const owner = await desk.as("Olivia");
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    await submitted(desk, write({ itemId: mug }));
    await formQueued(await desk.as(null));
    expect(await disconnectBook(owner, { bookId })).toMatchObject({ ok: true, value: { revoked: true } });
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(desk.booked()).toHaveLength(1);
    expect(await consented(desk, undefined, owner)).toBe(bookId);
    await desk.drain(bookId);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual([
      "confirmed",
      "confirmed",
      "confirmed",
    ]);
    expect(new Set(desk.booked().map((one) => one.split(" ")[0])).size).toBe(3);
    expect(desk.booked()).toHaveLength(3);
  });

  it("leaves its deliveries to itself when another organisation takes its place", async () => {
    const owner = await desk.as("Olivia");
    const second = desk.books.addOrganisation({
      ...{ number: 77, name: "New Mug Books", country: "DE", currency: "EUR", timeZone: "Europe/Berlin" },
      accounts: [
        { code: "1200", name: "Stock on hand", kind: "inventory" },
        { code: "5100", name: "Shrinkage: damaged", kind: "cost-of-sales" },
      ],
    });
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await desk.drain(bookId);
    await submitted(desk, write({ itemId: mug, quantity: 3 }));
    await formQueued(await desk.as(null));
    await disconnectBook(owner, { bookId });
    const day = (await desk.sql<{ day: string }>("SELECT current_date::text AS day"))[0]?.day ?? "";
    const other = await desk.connect({ startsOn: day }, second.name);
    expect(other).not.toBe(bookId);
    await desk.drain(other);
    // Its own start decides what it is told; what waits for the old one goes nowhere else.
    expect(desk.booked()).toHaveLength(1);
    expect(desk.booked(second.name)).toHaveLength(2);
    const [one, two] = await bookOf();
    expect([one?.state, two?.state]).toEqual(["disconnected", "connected"]);
    expect(one?.prefix).not.toBe(two?.prefix);
    const waiting = await desk.sql("SELECT 1 FROM delivery WHERE book_id = $1 AND state = 'waiting'", [
      bookId,
    ]);
    expect(waiting).toHaveLength(1);
  });
});

describe("an organisation of another currency", () => {
  it("is refused with both currencies, and nothing of it is kept", async () => {
    const owner = await desk.as("Olivia");
    expect(problemsOf(await askedToJoin(desk, "Island Surf Inc", owner))).toMatchObject([
      { code: "book-currency", facts: { book: "USD", shop: "EUR" } },
    ]);
    expect(await bookOf()).toEqual([]);
  });
});

describe("two shops that keep their books in one ledger", () => {
  let neighbours: ShopifyEmulator | undefined;
  let theirs: ShopWorld | undefined;
  afterEach(async () => {
    const { database, shopId } = theirs ?? {};
    if (database && shopId) {
      await desk.sql("UPDATE shop SET uninstalled_at = clock_timestamp() WHERE id = $1", [shopId]);
      await inShopTransaction(database, shopId, (tx) => eraseShopRows(tx, new Date(Date.now() + 60_000)));
    }
    await neighbours?.close();
  });

  async function joined() {
    neighbours = await startShopify({ scenarios: [otherShop] });
    theirs = await openShopWorld(neighbours, desk.appUrl, {
      database: desk.world.database,
      shop: otherShop.handle,
      vendors: desk.vendors(),
    });
    const otis = await theirs.as("Otis");
    const olivia = await desk.as("Olivia");
    const [mine, their] = [await desk.connect(), await desk.connect({}, undefined, otis)];
    desk.books.clearCalls();
    return { mine, their, olivia, otis };
  }
  const revoked = () => desk.books.calls().filter(({ operation }) => operation === "revoke").length;

  it("and leave it at the same moment give the rights back once", async () => {
    const { mine, their, olivia, otis } = await joined();
    const answers = await Promise.all([
      disconnectBook(olivia, { bookId: mine }),
      disconnectBook(otis, { bookId: their }),
    ]);
    expect(answers).toMatchObject([{ value: { revoked: true } }, { value: { revoked: true } }]);
    expect(revoked()).toBe(1);
    expect(await desk.sql("SELECT 1 FROM book_token")).toEqual([]);
  });

  it("and are erased one after the other give the rights back with the last", async () => {
    const { olivia, otis } = await joined();
    const askedAt = new Date(Date.now() + 60_000);
    expect(await eraseShop(olivia, askedAt)).toBe(false);
    expect(await bookOf()).toMatchObject([{ state: "connected" }, { state: "connected" }]);
    await desk.sql("UPDATE shop SET uninstalled_at = clock_timestamp()");
    expect(await eraseShop(olivia, askedAt)).toBe(true);
    expect(revoked()).toBe(0);
    desk.books.fault({ kind: "drop-before", operation: "revoke", times: 1 });
    await expect(eraseShop(otis, askedAt)).rejects.toMatchObject({ kind: "retry" });
    expect(await eraseShop(otis, askedAt)).toBe(true);
    expect(revoked()).toBeGreaterThan(0);
    expect(await desk.sql("SELECT 1 FROM book")).toEqual([]);
  });

  it("each book their own under numbers of their own, and find nothing of the other's", async () => {
    neighbours = await startShopify({ scenarios: [otherShop] });
    theirs = await openShopWorld(neighbours, desk.appUrl, {
      database: desk.world.database,
      shop: otherShop.handle,
      vendors: desk.vendors(),
    });
    const mine = await desk.connect();
    const otis = await theirs.as("Otis");
    const their = await desk.connect({}, undefined, otis);
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const command = write({
      itemId: "gid://shopify/InventoryItem/4900000001",
      locationId: "gid://shopify/Location/7400000001",
    });
    expect(await submitWriteOff(otis, command)).toMatchObject({ ok: true });
    const worker = await theirs.as(null);
    await formQueued(worker);
    await Promise.all([desk.drain(mine), deliverBook(worker, their)]);
    expect((await desk.deliveries()).map(({ state, drift }) => [state, drift])).toEqual([
      ["confirmed", null],
      ["confirmed", null],
    ]);
    const prefixes = (await bookOf()).map(({ prefix }) => `${prefix}0000001`).toSorted();
    expect(
      desk
        .journals()
        .map(({ number }) => number)
        .toSorted(),
    ).toEqual(prefixes);
    await deliverBook(worker, mine);
    expect(desk.journals()).toHaveLength(2);
    // One leaves: its rights are the other's too, and the last one gives them back.
    desk.books.clearCalls();
    const olivia = await desk.as("Olivia");
    expect(await disconnectBook(olivia, { bookId: mine })).toMatchObject({ ok: true });
    expect(desk.books.calls()).toEqual([]);
    expect(await submitWriteOff(otis, { ...command, id: systemIds.next() })).toMatchObject({ ok: true });
    await formQueued(worker);
    await deliverBook(worker, their);
    expect(desk.journals()).toHaveLength(3);
    expect(await disconnectBook(otis, { bookId: their })).toMatchObject({ value: { revoked: true } });
    expect(desk.books.calls().filter(({ operation }) => operation === "revoke")).toHaveLength(1);
  });
});
