import { expect, it } from "vitest";
import { beadNumbers, beadShop } from "#tests/support/bead-shop.ts";
import { adjusting, item, mainStreet, openDesk, reversed, submitted, undo, write, writesAt } from "./desk.ts";

const desk = openDesk(beadShop("plus"));
const some = beadNumbers.slice(0, 70).map((number) => item(number));
const ofAll = (from: "damaged" | undefined) => write(...some.map((itemId) => ({ itemId, from })));
const damaged = () =>
  some.map((itemId) => desk.emulator.quantity({ itemId, locationId: mainStreet }, "damaged"));

function setAside(units: number): void {
  desk.emulator.setSwitches({ damagedLedger: "any" });
  for (const itemId of some) desk.emulator.stranger({ itemId, locationId: mainStreet }, units, "damaged");
}

it("reads what was set aside for a long document, whatever is known of the same places", async () => {
  setAside(3);
  // Now the mirror knows all of them, and of what was set aside nothing.
  await submitted(desk, ofAll(undefined));
  desk.emulator.requests.clear();
  const document = await submitted(desk, ofAll("damaged"));
  expect(document).toMatchObject({ state: "done", unitsApplied: 70 });
  expect(new Set(damaged())).toEqual(new Set([2]));
  expect(writesAt(desk.emulator)).toBe(1);
  const mirrored = await desk.sql<{ available: number }>("SELECT DISTINCT available FROM level_mirror");
  expect(mirrored).toEqual([{ available: 9 }]);
});

it("finds what has moved meanwhile, and nothing is lost with a lost answer", async () => {
  setAside(2);
  const [first = item(0)] = some;
  desk.emulator.hooks.beforeEffect = () => {
    delete desk.emulator.hooks.beforeEffect;
    desk.emulator.stranger({ itemId: first, locationId: mainStreet }, -2, "damaged");
  };
  const document = await submitted(desk, ofAll("damaged"));
  expect(document).toMatchObject({ state: "partly-done", unitsApplied: 69 });
  expect(document.lines[0]).toMatchObject({ fate: "refused", refusal: { code: "not-enough-damaged" } });
  expect(damaged().reduce((sum, units) => sum + units, 0)).toBe(69);

  desk.emulator.fault({ kind: "drop-after", ...adjusting });
  expect(await reversed(desk, undo(document.id))).toMatchObject({ state: "done", unitsApplied: 69 });
  expect(damaged().reduce((sum, units) => sum + units, 0)).toBe(138);
});

it("asks five times, not once a line, where all of it was set aside by another and each answer names one", async () => {
  setAside(3);
  desk.emulator.setSwitches({ damagedLedger: "own", userErrors: "first" });
  const document = await submitted(desk, ofAll("damaged"));
  expect(document).toMatchObject({ state: "refused", unitsApplied: 0 });
  expect(document.lines).toHaveLength(70);
  for (const { refusal } of document.lines) expect(refusal).toMatchObject({ code: "set-aside-by-another" });
  expect(writesAt(desk.emulator)).toBe(5);
  expect(new Set(damaged())).toEqual(new Set([3]));
});
