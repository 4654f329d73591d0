import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeOffView } from "#app/queries/write-off-view.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { insert, type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

let world: ReadWorld;
let ctx: ShopContext;
let shopId: string;

beforeAll(async () => {
  world = await readWorld();
  shopId = await world.shop("mug-shop.myshopify.com");
  ctx = reader(world.database, shopId);
});

afterAll(() => world.end());

describe("the view of a document", () => {
  it("shows each line with what Shopify answered", async () => {
    const refusal = { code: "not-enough", facts: { available: 1, asked: 2 } };
    const { id } = await world.write(shopId, {
      state: "partly-done",
      lines: [{}, { fate: "refused", refusal, quantity: 2, before: null, after: null, valueMinor: null }],
    });
    const view = await writeOffView(ctx, { documentId: id, seesCost: true });
    expect(view).toMatchObject({
      id,
      number: "WO-000001",
      state: "partly-done",
      submittedBy: { name: "Olivia Owner" },
      totals: { units: 3, unitsApplied: 1, unitsReversible: 1, value: { amount: "4.50", currency: "EUR" } },
    });
    expect(view?.lines).toMatchObject([
      { position: 0, fate: "applied", before: 40, after: 39, reversible: 1, unitCost: { amount: "4.50" } },
      { position: 1, fate: "refused", before: null, after: null, reversible: 0, refusal },
    ]);
  });

  it("hides every amount from a person who may not see cost", async () => {
    const { id } = await world.write(shopId, {});
    const view = await writeOffView(ctx, { documentId: id, seesCost: false });
    expect(view?.costHidden).toBe(true);
    expect(JSON.stringify(view)).not.toMatch(/\b4\.50?\b|\b450\b/);
  });

  it("says which lines wait for a value, but not of a reversal's lines", async () => {
    const { id, lines } = await world.write(shopId, {
      lines: [
        { unitCost: null, valueMinor: null },
        { unitCost: "0", valueMinor: 0 },
      ],
    });
    const view = await writeOffView(ctx, { documentId: id, seesCost: true });
    expect(view?.lines.map(({ needsValue }) => needsValue)).toEqual([true, false]);
    expect(view?.totals.needsValue).toBe(1);
    expect(view?.lines[1]?.unitCost).toEqual({ amount: "0.00", currency: "EUR" });
    expect(lines).toHaveLength(2);
  });

  it("counts what is reserved or already back as no longer reversible", async () => {
    const { id, lines } = await world.write(shopId, { lines: [{ quantity: 5 }] });
    await world.owner.query("UPDATE line_balance SET reserved = 1, reversed = 2 WHERE line_id = $1", [
      lines[0]?.id,
    ]);
    const view = await writeOffView(ctx, { documentId: id, seesCost: true });
    expect(view?.lines[0]).toMatchObject({ reversible: 2, reversed: 2 });
  });

  it("names the reversal on the original and the original on the reversal", async () => {
    const original = await world.write(shopId, {});
    const reversal = await world.write(shopId, { kind: "found", reversesId: original.id, state: "working" });
    const seen = await writeOffView(ctx, { documentId: original.id, seesCost: true });
    const back = await writeOffView(ctx, { documentId: reversal.id, seesCost: true });
    expect(seen?.reversals).toEqual([{ id: reversal.id, number: back?.number, state: "working" }]);
    expect(back?.reverses).toEqual({ id: original.id, number: seen?.number });
  });

  it("shows what was sent, and the person's answer to what nobody could know", async () => {
    const attempt = { id: randomUUID(), state: "unknown", sends: 3 };
    const { id } = await world.write(shopId, {
      state: "working",
      lines: [{ fate: "unknown", attempts: [attempt] }],
    });
    await insert(world.owner, "attempt_resolution", {
      shop_id: shopId,
      attempt_id: attempt.id,
      happened: true,
      resolved_by: "2",
      resolved_at: new Date(),
    });
    const view = await writeOffView(ctx, { documentId: id, seesCost: true });
    expect(view?.attempts).toMatchObject([
      {
        ...attempt,
        reference: `gid://lossbook/WriteOff/${id}/${attempt.id}`,
        positions: [0],
        changes: [{ delta: -1, changeFrom: 40 }],
        resolution: { happened: true, by: "Max Manager" },
      },
    ]);
  });

  it("does not know another shop's document, nor an id that is none", async () => {
    const { id } = await world.write(await world.shop("other-shop.myshopify.com"), {});
    expect(await writeOffView(ctx, { documentId: id, seesCost: true })).toBeNull();
    expect(await writeOffView(ctx, { documentId: "1 OR 1=1", seesCost: true })).toBeNull();
  });
});
