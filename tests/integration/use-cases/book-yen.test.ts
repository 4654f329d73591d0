import { describe, expect, it } from "vitest";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { yenCafe } from "../../../prisma/scenarios/yen-cafe.ts";
import { openBookDesk } from "./book-desk.ts";
import { reversed, submitted, undo, write } from "./desk.ts";

const desk = openBookDesk({ scenario: yenCafe });
const coffee = "gid://shopify/InventoryItem/4300000002";
const storeRoom = "gid://shopify/Location/7100000002";

describe("a shop in yen", () => {
  it("books whole yen, and what the book says of them afterwards is what was sent", async () => {
    const bookId = await desk.connect({}, "Yen Cafe KK");
    const document = await submitted(desk, write({ itemId: coffee, quantity: 3, locationId: storeRoom }));
    await desk.drain(bookId);
    await reversed(desk, undo(document.id, { lines: [{ position: 0, quantity: 1 }] }));
    await desk.drain(bookId);
    const amounts = desk.journals("Yen Cafe KK").map(({ lines }) => lines.map(({ minor }) => minor));
    expect(amounts.map((one) => one.toSorted((left, right) => Number(left - right)))).toEqual([
      [-4751n, 4751n],
      [-1584n, 1584n],
    ]);
    await watchBook(await desk.as(null), bookId);
    expect((await desk.deliveries()).map(({ state, drift }) => [state, drift])).toEqual([
      ["confirmed", null],
      ["confirmed", null],
    ]);
  });
});
