import { describe, expect, it } from "vitest";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { itemSearch } from "#app/queries/item-search.ts";
import { checkStock } from "#app/use-cases/stock-check/check-stock.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import type { StoredName } from "#tests/emulators/shopify/state.ts";
import {
  adjusting,
  attemptsOf,
  backRoom,
  fatesOf,
  journalOf,
  largePlate,
  openDesk,
  problemsOf,
  reversed,
  submitted,
  undo,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const shelf = { itemId: largePlate, locationId: backRoom };
const damaged = (quantity = 1) => write({ ...shelf, quantity, from: "damaged" });
const set = (name: StoredName) => desk.emulator.quantity(shelf, name);
const put = (name: StoredName, delta: number) => desk.emulator.stranger(shelf, delta, name);
/** Whose units they are is nobody's business. */
const anyLedger = () => desk.emulator.setSwitches({ damagedLedger: "any" });

describe("goods under damaged", () => {
  it("leave it at full cost, and what can be sold stays as it was", async () => {
    anyLedger();
    const document = await submitted(desk, damaged());
    expect(document.state).toBe("done");
    expect(document.lines).toMatchObject([{ takenFrom: "damaged", beforeQuantity: 2, afterQuantity: 1 }]);
    expect(document.adjustments).toMatchObject([{ quantityName: "damaged", state: "applied" }]);
    expect(journalOf(document)).toEqual([["shrinkage-damage D 733", "inventory C 733"]]);
    expect([set("damaged"), set("available"), writesAt(desk.emulator)]).toEqual([1, 9, 1]);
    expect(attemptsOf(document)).toMatchObject([
      { body: { quantityName: "damaged", ledger: "gid://lossbook/SetAside/damaged" } },
    ]);
  });

  it("come back to where they were taken from, and can be taken again by us", async () => {
    anyLedger();
    const command = damaged(2);
    await submitted(desk, command);
    const back = await reversed(desk, undo(command.id));
    expect(back.lines).toMatchObject([{ takenFrom: "damaged", beforeQuantity: 0, afterQuantity: 2 }]);
    expect([set("damaged"), set("available")]).toEqual([2, 9]);
    const again = await reversed(desk, undo(back.id));
    expect(again.lines).toMatchObject([{ takenFrom: "damaged", fate: "applied", afterQuantity: 0 }]);
    expect([set("damaged"), set("available")]).toEqual([0, 9]);
  });

  it("that another set aside and Shopify keeps for them are refused in plain words, and nothing is booked", async () => {
    const command = write({ ...shelf, from: "damaged" }, { ...shelf, quantity: 3 });
    const document = await submitted(desk, command);
    expect(fatesOf(document)).toEqual([
      ["refused", "set-aside-by-another"],
      ["applied", null],
    ]);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 3 });
    expect(document.entries).toHaveLength(1);
    expect([set("damaged"), set("available")]).toEqual([2, 6]);
  });

  it.each(["unnamed", "first"] as const)("are refused also where userErrors are %s", async (userErrors) => {
    desk.emulator.setSwitches({ userErrors });
    const document = await submitted(desk, damaged());
    expect(fatesOf(document)).toEqual([["refused", "set-aside-by-another"]]);
  });

  it("share nothing with what is available: each is checked, compared and counted by itself", async () => {
    anyLedger();
    put("quality_control", 4);
    const command = write(
      { ...shelf, quantity: 2, from: "damaged" },
      { ...shelf, quantity: 9 },
      { ...shelf, quantity: 3, from: "quality-control" },
      { ...shelf, quantity: 1, from: "quality-control" },
    );
    const document = await submitted(desk, command);
    const walked = document.lines.map(
      (line) => `${line.takenFrom} ${line.beforeQuantity} ${line.afterQuantity}`,
    );
    expect(walked).toEqual(["damaged 2 0", "available 9 0", "quality-control 4 1", "quality-control 1 0"]);
    expect(document.adjustments.map((one) => one.quantityName)).toEqual([
      "damaged",
      "available",
      "quality-control",
    ]);
    expect([set("damaged"), set("available"), set("quality_control")]).toEqual([0, 0, 0]);
    const back = await reversed(desk, undo(document.id));
    expect(back.state).toBe("done");
    expect([set("damaged"), set("available"), set("quality_control")]).toEqual([2, 9, 4]);
  });

  it("are never taken below nothing, whatever a shop allows of what it sells", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    const answer = await submitWriteOff(await desk.as("Max"), damaged(3));
    expect(problemsOf(answer)).toMatchObject([
      { code: "not-enough-damaged", at: ["lines", 0, "quantity"], facts: { there: 2, asked: 3 } },
    ]);
  });

  it("that moved between the reading and the call are read again, and refused when they are gone", async () => {
    anyLedger();
    desk.emulator.hooks.beforeEffect = () => {
      delete desk.emulator.hooks.beforeEffect;
      put("damaged", -1);
    };
    const one = await submitted(desk, damaged());
    expect(one.lines).toMatchObject([{ fate: "applied", beforeQuantity: 1, afterQuantity: 0 }]);
    expect(attemptsOf(one).map(({ state }) => state)).toEqual(["refused", "applied"]);
    put("damaged", 1);
    desk.emulator.hooks.beforeEffect = () => {
      delete desk.emulator.hooks.beforeEffect;
      put("damaged", -1);
    };
    expect(fatesOf(await submitted(desk, damaged()))).toEqual([["refused", "not-enough-damaged"]]);
    expect(set("available")).toBe(9);
  });

  it.each(["drop-before", "drop-after"] as const)(
    "leave once when the answer is lost (%s)",
    async (phase) => {
      anyLedger();
      const command = damaged();
      desk.emulator.fault({ kind: phase, ...adjusting }, { kind: "drop-before", times: 9, ...adjusting });
      await submitted(desk, command);
      desk.emulator.faults.clear();
      await carryOut(await desk.as(null), command.id);
      expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 1 });
      expect([set("damaged"), set("available")]).toEqual([1, 9]);
    },
  );

  it("whose fate only that number can prove are a person's to say when it has moved", async () => {
    desk.emulator.setSwitches({ damagedLedger: "any", idempotency: "ignored" });
    const command = damaged();
    desk.emulator.fault(
      { kind: "drop-after", ...adjusting },
      { kind: "drop-before", times: 9, ...adjusting },
    );
    await submitted(desk, command);
    desk.emulator.faults.clear();
    await carryOut(await desk.as(null), command.id);
    const document = await desk.document(command.id);
    expect(fatesOf(document)).toEqual([["unknown", null]]);
    const attemptId = attemptsOf(document).at(-1)?.id ?? "";
    await resolveAttempt(desk.manager, { documentId: command.id, attemptId, happened: true });
    expect((await desk.document(command.id)).lines).toMatchObject([{ fate: "applied", afterQuantity: 1 }]);
  });
});

it("costs the same calls as goods that are for sale", async () => {
  anyLedger();
  const callsFor = async (command: ReturnType<typeof write>) => {
    desk.emulator.requests.clear();
    await submitted(desk, command);
    return desk.emulator.requests.list().flatMap(({ operations }) => operations);
  };
  await callsFor(write(shelf));
  expect(await callsFor(damaged())).toEqual(await callsFor(write(shelf)));
});

describe("a screen", () => {
  const searched = async (words: string) => {
    desk.emulator.requests.clear();
    const { variants } = await itemSearch(desk.manager, words);
    return { variants, asked: desk.emulator.requests.count("nodes") };
  };

  it("offers what was set aside where there is any, and looks for it nowhere else", async () => {
    const plates = await searched("PLATE-L-MOSS");
    const levels = plates.variants.flatMap((variant) => variant.levels);
    expect(levels.map((level) => [level.locationName, level.aside])).toEqual([
      ["Main street", {}],
      ["Back room", { damaged: 2 }],
    ]);
    expect([plates.asked, (await searched("MUG-BLUE")).asked]).toEqual([1, 0]);
  });

  it("that verifies stock compares the number that goods were taken from", async () => {
    anyLedger();
    const { id } = await submitted(desk, damaged());
    await submitted(desk, write(shelf));
    put("damaged", 5);
    const check = await checkStock(desk.manager, { documentId: id });
    const seen = check.ok ? check.value.places : [];
    expect(
      seen.map(({ takenFrom, verdict, ours, told, now }) => [takenFrom, verdict, ours, told, now]),
    ).toEqual([
      ["damaged", "moved-unheard", expect.objectContaining({ quantity: 1 }), null, expect.anything()],
    ]);
    expect(seen[0]?.now?.quantity).toBe(6);
    const product = await checkStock(desk.manager, { productId: "gid://shopify/Product/8000000002" });
    const places = product.ok ? product.value.places : [];
    const numbers = places.filter((one) => one.itemId === largePlate && one.locationId === backRoom);
    expect(numbers.slice(0, 2).map((one) => [one.takenFrom, one.now?.quantity])).toEqual([
      ["available", 8],
      ["damaged", 6],
    ]);
  });
});

describe("the door", () => {
  it("takes three words and no others, and means the same by available as by nothing", () => {
    const line = { ...shelf, quantity: 1, reasonId: "damaged" };
    const id = "01936f2e-7c1a-7b3d-8e4f-0123456789ab";
    const parse = (from: unknown) => parseWriteOffCommand({ id, lines: [{ ...line, from }] });
    for (const forged of ["quality_control", "committed", "on_hand", "", "Damaged", null, 1, ["damaged"], {}])
      expect(problemsOf(parse(forged)), JSON.stringify(forged)).toEqual([
        { code: "bad-field", at: ["lines", 0, "from"] },
      ]);
    expect(JSON.stringify(parse("available"))).toBe(JSON.stringify(parse(undefined)));
    expect(parse("quality-control").ok).toBe(true);
  });

  it("answers the same wish as the first time however it is written, and another number as another wish", async () => {
    const command = write(shelf);
    await submitted(desk, command);
    const said = { ...command, lines: command.lines.map((line) => ({ ...line, from: "available" })) };
    const parsed = parseWriteOffCommand(said);
    expect(parsed.ok && (await submitWriteOff(desk.manager, parsed.value))).toMatchObject({
      value: { first: false },
    });
    const other = { ...command, lines: command.lines.map((line) => ({ ...line, from: "damaged" as const })) };
    expect(problemsOf(await submitWriteOff(desk.manager, other))).toMatchObject([{ code: "id-taken" }]);
    expect([set("damaged"), set("available")]).toEqual([2, 8]);
  });
});
