import { describe, expect, it } from "vitest";
import { requestView } from "#app/queries/request-view.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { backRoom, largePlate, mug, plate, submitted, tin, undo, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

/** Blue mugs cost 4.50; the most is 20.00, which is four of them. */
const day = { span: "person-day", most: 2_000n } as const;

/** How many of these submits became documents. */
async function gone(answers: Promise<Awaited<ReturnType<typeof submitWriteOff>>>[]): Promise<number> {
  const done = await Promise.all(answers);
  return done.filter((answer) => answer.ok && answer.value.requested === null).length;
}

describe("splitting", () => {
  it("one after another ends where the day is full, and the rest is asked for", async () => {
    await desk.rule(day);
    let passed = 0;
    for (let piece = 0; piece < 6; piece += 1)
      passed += await gone([submitWriteOff(desk.manager, write({ itemId: mug }))]);
    expect([passed, desk.onShelf(mug)]).toEqual([4, 36]);
  });

  it("at the same moment lets no more through than one after another", async () => {
    await desk.rule(day);
    const pieces = Array.from({ length: 8 }, () => submitWriteOff(desk.manager, write({ itemId: mug })));
    expect([await gone(pieces), desk.onShelf(mug)]).toEqual([4, 36]);
  });

  it("over items, locations and documents of several lines adds up all the same", async () => {
    await desk.rule(day);
    await submitted(desk, write({ itemId: mug }, { itemId: mug, locationId: backRoom }));
    await submitted(desk, write({ itemId: plate }));
    expect(await gone([submitWriteOff(desk.manager, write({ itemId: plate, quantity: 2 }))])).toBe(0);
  });

  it("into requests counts those that wait, and starts anew when a second person has seen them", async () => {
    await desk.rule(day);
    const large = write({ itemId: mug, quantity: 5 });
    const [reason] = (await desk.asked(desk.manager, large)).reasons;
    expect(reason).toMatchObject({ code: "rule-value", facts: { most: "2000", found: "2250" } });
    const small = write({ itemId: mug });
    expect((await desk.asked(desk.manager, small)).reasons).toMatchObject([{ facts: { found: "2700" } }]);
    const olivia = await desk.as("Olivia");
    for (const { id } of [large, small]) await approveRequest(olivia, { id, revision: 1 });
    expect(await gone([submitWriteOff(desk.manager, write({ itemId: mug, quantity: 4 }))])).toBe(1);
  });

  it("among people does not help with an item, and is no matter of theirs with a person's day", async () => {
    await desk.rule({ span: "item-day", measure: "units", most: 3n });
    const olivia = await desk.as("Olivia");
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const [one, two] = [write({ itemId: mug, locationId: backRoom }), write({ itemId: mug })];
    expect(await gone([submitWriteOff(olivia, one), submitWriteOff(olivia, two)])).toBe(1);
    expect(await gone([submitWriteOff(olivia, write({ itemId: plate, quantity: 3 }))])).toBe(1);
  });

  it("a shelf of 40 by percent is measured against what stood there this morning", async () => {
    await desk.rule({ span: "item-day", measure: "percent", most: 25n });
    const pieces = [4, 4, 2].map((quantity) => write({ itemId: mug, quantity }));
    for (const piece of pieces) expect(await gone([submitWriteOff(desk.manager, piece)])).toBe(1);
    expect(await gone([submitWriteOff(desk.manager, write({ itemId: mug }))])).toBe(0);
  });

  it("percent are of the number that goods leave from, and a request takes them from there", async () => {
    await desk.rule({ measure: "percent", most: 25n });
    desk.emulator.setSwitches({ damagedLedger: "any" });
    const shelf = { itemId: largePlate, locationId: backRoom };
    expect(await gone([submitWriteOff(desk.manager, write({ ...shelf, quantity: 2 }))])).toBe(1);
    const damaged = write({ ...shelf, from: "damaged" });
    const { reasons } = await desk.asked(desk.manager, damaged);
    expect(reasons).toMatchObject([{ code: "rule-percent", facts: { found: "50" } }]);
    const olivia = await desk.as("Olivia");
    const view = await requestView(olivia, { id: damaged.id, seesCost: true });
    expect(view?.lines).toMatchObject([{ takenFrom: "damaged", before: 2, after: 1 }]);
    await approveRequest(olivia, { id: damaged.id, revision: 1 });
    const [line] = (await desk.document(damaged.id)).lines;
    expect(line).toMatchObject({ takenFrom: "damaged", fate: "applied", afterQuantity: 1 });
  });

  it("of what is undone is counted by what it cost", async () => {
    const documents = [];
    for (const quantity of [2, 2, 2]) documents.push(await submitted(desk, write({ itemId: mug, quantity })));
    await desk.rule({ ...day, act: "reversal" });
    const backs = documents.map(({ id }) => reverseWriteOff(desk.manager, undo(id)));
    expect([await gone(backs), desk.onShelf(mug)]).toEqual([2, 38]);
  });

  it("into what is undone and undone again lets nothing leave that needs somebody", async () => {
    const big = await submitted(desk, write({ itemId: mug, quantity: 8 }));
    const small = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    await desk.sql("UPDATE document SET created_at = created_at - interval '1 day'");
    await desk.rule(day);
    const [bigBack, smallBack] = [undo(big.id), undo(small.id)];
    expect(await gone([bigBack, smallBack].map((back) => reverseWriteOff(desk.manager, back)))).toBe(2);
    expect(await gone([reverseWriteOff(desk.manager, undo(bigBack.id))])).toBe(0);
    await desk.sql("UPDATE request SET made_at = made_at - interval '1 day'");
    // Three leave again, and then two more are five on one day.
    expect(await gone([reverseWriteOff(desk.manager, undo(smallBack.id))])).toBe(1);
    expect(await gone([submitWriteOff(desk.manager, write({ itemId: mug, quantity: 2 }))])).toBe(0);
    expect(desk.onShelf(mug)).toBe(37);
  });

  it("yesterday's is over", async () => {
    await desk.rule(day);
    await submitted(desk, write({ itemId: mug, quantity: 4 }));
    await desk.sql("UPDATE document SET created_at = created_at - interval '1 day'");
    expect(await gone([submitWriteOff(desk.manager, write({ itemId: mug, quantity: 4 }))])).toBe(1);
  });
});

describe("a rule", () => {
  it("looks at each reason, location and person it names, and at no other", async () => {
    await desk.rule({ measure: "any", most: null, reasonId: "stolen" });
    await desk.rule({ measure: "any", most: null, locationId: backRoom });
    await desk.rule({ measure: "any", most: null, personId: (await desk.as("Olivia")).person?.userId ?? "" });
    const note = "Shelf by the door";
    const [reason] = (await desk.asked(desk.manager, write({ itemId: mug, reasonId: "stolen", note })))
      .reasons;
    expect(reason).toMatchObject({ code: "rule-any", facts: { reasonLabel: "Stolen" } });
    await desk.asked(desk.manager, write({ itemId: mug, locationId: backRoom }));
    await desk.asked(await desk.as("Olivia"), write({ itemId: mug }));
    expect((await submitted(desk, write({ itemId: mug }))).state).toBe("done");
  });

  it("by value asks a second person about what has no cost", async () => {
    await desk.rule({ most: 100_000n });
    expect((await desk.asked(desk.manager, write({ itemId: tin }))).reasons).toMatchObject([
      { code: "cost-unknown" },
    ]);
  });

  it("by value believes nobody who says that their goods are worth less than is known", async () => {
    await desk.rule({ most: 1_000n });
    const stated = (amount: string) => ({ unitCost: { amount, cause: "old lot" } });
    const [theft] = (await desk.asked(desk.manager, write({ itemId: mug, quantity: 10, ...stated("0.01") })))
      .reasons;
    expect(theft).toMatchObject({ code: "cost-lowered", facts: { lines: 1 } });
    expect((await desk.asked(desk.manager, write({ itemId: tin, ...stated("0.01") }))).reasons).toMatchObject(
      [{ code: "cost-lowered" }],
    );
    expect((await submitted(desk, write({ itemId: mug, ...stated("4.60") }))).state).toBe("done");
  });

  it("that has ended holds nobody up", async () => {
    await desk.rule({ measure: "any", most: null });
    await desk.sql("UPDATE approval_rule SET ended_at = now(), ended_by = '1' WHERE ended_at IS NULL");
    expect((await submitted(desk, write({ itemId: mug }))).state).toBe("done");
  });
});
