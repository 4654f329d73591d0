import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requesterHistory } from "#app/queries/requester-history.ts";
import { selection } from "#app/queries/selection.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

let world: ReadWorld;
let ctx: ShopContext;
let id: string;

/** One unit has left, the other is in doubt; the document's own value still holds both. */
beforeAll(async () => {
  world = await readWorld();
  const shopId = await world.shop("mug-shop.myshopify.com");
  ctx = reader(world.database, shopId);
  const lines = [
    { quantity: 1, fate: "applied", valueMinor: 450 },
    { quantity: 1, fate: "unknown", valueMinor: 450, locationId: "gid://shopify/Location/2" },
  ];
  ({ id } = await world.write(shopId, { state: "working", submittedBy: "2", valueMinor: 900, lines }));
});

afterAll(() => world.end());

describe("units and their value", () => {
  it("speak of the same goods in what somebody has chosen", async () => {
    const { units, value } = await selection(ctx, { chosen: { ids: [id] }, seesCost: true });
    expect({ units, value }).toEqual({ units: 1, value: { amount: "4.50", currency: "EUR" } });
  });

  it("speak of the same goods in what a person has done lately", async () => {
    const { units, value } = await requesterHistory(ctx, { requesterId: "2", seesCost: true });
    expect({ units, value }).toEqual({ units: 1, value: { amount: "4.50", currency: "EUR" } });
  });
});
