import { describe, expect, it } from "vitest";
import type { ProductId } from "#app/domain/ids.ts";
import { productHistory } from "#app/queries/product-history.ts";
import { noteLevel } from "#app/use-cases/catalogue/note-level.ts";
import { checkStock } from "#app/use-cases/stock-check/check-stock.ts";
import {
  adjusting,
  backRoom,
  largePlate,
  mainStreet,
  mug,
  openDesk,
  place,
  plate,
  reversed,
  submitted,
  undo,
  write,
} from "./desk.ts";

const desk = openDesk();
const plates: ProductId = "gid://shopify/Product/8000000002";
const mugs: ProductId = "gid://shopify/Product/8000000001";

async function checkedOf(of: Parameters<typeof checkStock>[1]) {
  const answer = await checkStock(desk.manager, of);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.value.places.map(({ variantTitle, locationName, verdict, ours, told, now }) => ({
    place: [variantTitle, locationName].filter(Boolean).join(" at "),
    verdict,
    numbers: [ours?.quantity, told?.quantity, now?.quantity],
  }));
}

describe("the shelf here and at Shopify", () => {
  it("is the same after a document, and stays so when others sell there and bring back", async () => {
    const { id } = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    const same = [{ place: "Main street", verdict: "same", numbers: [37, 37, 37] }];
    expect(await checkedOf({ documentId: id })).toEqual(same);
    desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, -2);
    desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, 2);
    expect(await checkedOf({ documentId: id })).toEqual(same);
  });

  it("differs by what others did since, and says whether Shopify has told us of it", async () => {
    const { id } = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, -5);
    expect(await checkedOf({ documentId: id })).toEqual([
      { place: "Main street", verdict: "moved-untold", numbers: [37, 37, 32] },
    ]);
    const updatedAt = new Date(Date.now() + 1_000);
    await noteLevel(desk.manager, { itemId: mug, locationId: mainStreet, available: 32, updatedAt });
    expect(await checkedOf({ documentId: id })).toEqual([
      { place: "Main street", verdict: "moved-told", numbers: [37, 32, 32] },
    ]);
  });

  it("that differs though Shopify says nothing moved since is called unexplained, and changed by nobody", async () => {
    const { id } = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    const level = desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, 4);
    level.updatedAt.available -= 3_600_000;
    const before = await desk.count();
    expect(await checkedOf({ documentId: id })).toEqual([
      { place: "Main street", verdict: "unexplained", numbers: [37, 37, 41] },
    ]);
    expect([await desk.count(), desk.onShelf(mug)]).toEqual([before, 41]);
  });

  it("is not judged while nobody knows what became of a document there", async () => {
    desk.emulator.fault({ kind: "drop-after", ...adjusting, times: 9 });
    const { id } = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    expect((await checkedOf({ documentId: id }))[0]).toMatchObject({ verdict: "open" });
  });

  it("is looked at for every place of a product that documents moved, and no other", async () => {
    await submitted(
      desk,
      write({ itemId: plate }, { itemId: largePlate, locationId: backRoom, quantity: 2 }),
    );
    expect(await checkedOf({ productId: plates })).toEqual([
      { place: "Large / Moss at Back room", verdict: "same", numbers: [7, 7, 7] },
      { place: "Small / Moss at Main street", verdict: "same", numbers: [17, 17, 17] },
    ]);
  });

  it("is not found for what is nobody's document or product, whoever asks and however", async () => {
    for (const documentId of ["", "x", "0190a0a0-0000-7000-8000-000000000000"])
      expect(await checkStock(desk.manager, { documentId })).toMatchObject({
        problems: [{ code: "not-found" }],
      });
    expect(await checkStock(desk.manager, { productId: "gid://shopify/Product/1" })).toMatchObject({
      problems: [{ code: "not-found" }],
    });
  });
});

describe("a product's history", () => {
  it("shows what left and what came back, with its documents, and amounts only to who sees cost", async () => {
    await submitted(desk, write({ itemId: plate }));
    const before = await productHistory(desk.manager, { productId: plates, cursor: "", seesCost: true });
    const first = await submitted(desk, write({ itemId: plate, quantity: 4, reasonId: "lost" }));
    const back = await reversed(desk, undo(first.id));
    const read = (seesCost: boolean) =>
      productHistory(desk.manager, { productId: plates, cursor: "", seesCost });
    const history = await read(true);
    expect(history?.title).toBe("Stoneware plate");
    expect(history?.lines.slice(0, 2)).toMatchObject([
      { document: { id: back.id }, kind: "found", quantity: 4, after: 17, fate: "applied" },
      { document: { id: first.id }, kind: "off", quantity: 4, after: 13, value: { amount: "21.00" } },
    ]);
    const small = (one: typeof history) => one?.variants.find(({ sku }) => sku === "PLATE-S-MOSS");
    expect((small(history)?.off ?? 0) - (small(before)?.off ?? 0)).toBe(4);
    expect((small(history)?.back ?? 0) - (small(before)?.back ?? 0)).toBe(4);
    const hidden = await read(false);
    expect(JSON.stringify([hidden?.lines, hidden?.variants])).not.toContain("amount");
  });

  it("is paged through without losing or repeating a line, and begins anew for a cursor nobody gave out", async () => {
    for (let n = 0; n < 26; n += 1)
      await submitted(desk, write({ itemId: mug }, { itemId: mug, locationId: place(4) }));
    const all = await desk.sql<{ n: number }>(
      "SELECT count(*)::int AS n FROM document_line WHERE item_id = $1",
      [mug],
    );
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await productHistory(desk.manager, { productId: mugs, cursor, seesCost: false });
      seen.push(...(page?.lines.map(({ id }) => id) ?? []));
      cursor = page?.next ?? null;
    }
    expect([seen.length, new Set(seen).size]).toEqual([all[0]?.n, all[0]?.n]);
    const made = await productHistory(desk.manager, {
      productId: mugs,
      cursor: "older~' OR 1=1",
      seesCost: false,
    });
    expect(made?.lines[0]?.id).toBe(seen[0]);
  });

  it("stays when the product is deleted in Shopify", async () => {
    await submitted(desk, write({ itemId: mug }));
    await desk.sql("UPDATE item_mirror SET deleted_at = now() WHERE item_id = $1", [mug]);
    const history = await productHistory(desk.manager, { productId: mugs, cursor: "", seesCost: false });
    expect(history?.lines.length).toBeGreaterThan(0);
  });
});
