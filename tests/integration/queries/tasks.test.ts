import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { taskCounts } from "#app/queries/task-counts.ts";
import { taskList } from "#app/queries/task-list.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type ReadWorld, readWorld } from "./read-world.ts";
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

describe("the tasks", () => {
  it("are none in a shop where everything went well, whatever waits in another", async () => {
    await world.write(shopId, {});
    await world.write(await world.shop("other-shop.myshopify.com"), { lines: [{ fate: "refused" }] });
    expect(await taskCounts(ctx)).toEqual({
      ...{ unknown: 0, needsValue: 0, refused: 0 },
      ...{ books: 0, deliveries: 0, hooks: 0, all: 0 },
    });
    expect(await taskList(ctx)).toEqual({
      ...{ unknown: [], needsValue: [], refused: [] },
      ...{ books: [], deliveries: [], hooks: [] },
    });
  });

  it("are what nobody can know, what has no value and what was refused", async () => {
    const attempt = { id: randomUUID(), state: "unknown", sends: 2 };
    const refusal = { code: "not-enough", facts: { available: 1, asked: 9 } };
    const lost = await world.write(shopId, {
      state: "working",
      lines: [{ fate: "unknown", attempts: [attempt] }],
    });
    const free = await world.write(shopId, {
      lines: [{ title: "Sample tin", unitCost: null, valueMinor: null }],
    });
    const sold = await world.write(shopId, {
      state: "refused",
      lines: [{ fate: "refused", refusal, quantity: 9 }],
    });
    expect(await taskCounts(ctx)).toEqual({
      ...{ unknown: 1, needsValue: 1, refused: 1 },
      ...{ books: 0, deliveries: 0, hooks: 0, all: 3 },
    });
    const tasks = await taskList(ctx);
    expect(tasks.unknown).toMatchObject([
      {
        document: { id: lost.id, number: "WO-000002" },
        attemptId: attempt.id,
        sends: 2,
        reference: `gid://lossbook/WriteOff/${lost.id}/${attempt.id}`,
        changes: [{ delta: -1, changeFrom: 40, title: "Blue mug", locationName: "Main street" }],
      },
    ]);
    expect(tasks.needsValue).toMatchObject([{ document: { id: free.id }, title: "Sample tin", position: 0 }]);
    expect(tasks.refused).toMatchObject([{ document: { id: sold.id }, quantity: 9, refusal }]);
  });

  it("are done when somebody has acted on them", async () => {
    await world.owner.query(
      "UPDATE document_line SET acknowledged_at = now(), acknowledged_by = '1' WHERE fate = 'refused'",
    );
    await world.owner.query(
      "UPDATE document_line SET unit_cost = 1, value_minor = 100 WHERE unit_cost IS NULL",
    );
    await world.owner.query("UPDATE adjustment SET state = 'applied' WHERE state = 'unknown'");
    expect(await taskCounts(ctx)).toMatchObject({ all: 0 });
  });
});
