import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { inShopModels } from "#tests/support/models.ts";
import { openShopWorld, type ShopWorld } from "#tests/support/shop-world.ts";
import { mugShop } from "../../../prisma/scenarios/mug-shop.ts";

const mug = "gid://shopify/InventoryItem/4100000001" as const;
const mainStreet = "gid://shopify/Location/7000000001" as const;

let emulator: ShopifyEmulator;
let world: ShopWorld;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let max: ShopContext;
let fresh: ReturnType<ShopifyEmulator["snapshot"]>;

beforeAll(async () => {
  database = await freshDatabase();
  emulator = await startShopify({ scenarios: [mugShop] });
  world = await openShopWorld(emulator, database.appUrl);
  fresh = emulator.snapshot();
});
beforeEach(async () => {
  emulator.restore(fresh);
  max = await world.as("Max");
  emulator.requests.clear();
});
afterAll(async () => {
  await world.database.$disconnect();
  await emulator.close();
  await database.drop();
});

const oneMug = (parts: Partial<WriteOffCommand["lines"][number]> = {}): WriteOffCommand => ({
  id: systemIds.next(),
  lines: [{ itemId: mug, locationId: mainStreet, quantity: 1, reasonId: "damaged", ...parts }],
});

const documentOf = (id: string) =>
  inShopModels(world.database, world.shopId, (tx) =>
    tx.document.findFirstOrThrow({
      where: { id },
      include: { lines: { include: { balance: true } }, entries: { include: { lines: true } } },
    }),
  );

describe("one mug", () => {
  it("leaves the shelf once, with one read and one write, and stands in the journal at its cost", async () => {
    const command = oneMug();
    const submitted = await submitWriteOff(max, command);
    expect(submitted).toMatchObject({ ok: true, value: { first: true } });
    expect(emulator.requests.list().map((one) => one.status)).toEqual([200, 200]);
    expect(emulator.quantity({ itemId: mug, locationId: mainStreet })).toBe(39);
    const document = await documentOf(command.id);
    expect(document).toMatchObject({ state: "done", kind: "off", unitsApplied: 1, valueMinor: 450n });
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: 40, afterQuantity: 39 });
    expect(document.entries[0]?.lines.map((line) => [line.role, line.side, line.amountMinor])).toEqual([
      ["shrinkage-damage", "D", 450n],
      ["inventory", "C", 450n],
    ]);
  });

  it("is answered as the first time when it comes again, and refused with other content", async () => {
    const command = oneMug();
    await submitWriteOff(max, command);
    expect(await submitWriteOff(max, command)).toMatchObject({ ok: true, value: { first: false } });
    const other = { ...command, note: "another" };
    expect(await submitWriteOff(max, other)).toMatchObject({ ok: false, problems: [{ code: "id-taken" }] });
    expect(emulator.quantity({ itemId: mug, locationId: mainStreet })).toBe(39);
  });

  it("comes back, and the journal is square again", async () => {
    const command = oneMug({ quantity: 3 });
    await submitWriteOff(max, command);
    const undo = { id: systemIds.next(), reverses: command.id, cause: "mistake" as const };
    expect(await reverseWriteOff(max, undo)).toMatchObject({ ok: true });
    expect(emulator.quantity({ itemId: mug, locationId: mainStreet })).toBe(40);
    const reversal = await documentOf(undo.id);
    expect(reversal).toMatchObject({ state: "done", kind: "found", valueMinor: 1350n });
    expect(reversal.entries[0]?.lines.map((line) => [line.role, line.side, line.amountMinor])).toEqual([
      ["inventory", "D", 1350n],
      ["shrinkage-damage", "C", 1350n],
    ]);
    const again = { id: systemIds.next(), reverses: command.id, cause: "mistake" as const };
    expect(await reverseWriteOff(max, again)).toMatchObject({ problems: [{ code: "nothing-to-reverse" }] });
  });
});
