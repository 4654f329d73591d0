import { describe, expect, it } from "vitest";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  attemptsOf,
  fatesOf,
  mainStreet,
  mug,
  openDesk,
  plate,
  reversed,
  submitted,
  tin,
  undo,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const died = new Error("the process is gone");
/** What its person would hear if it lived on: the document stands, whatever became of it. */
const committed = { ok: true, value: { first: true } };

/** A process that dies at a call of Shopify: before it goes out, or when its effect is there unheard. */
function dying(when: "before" | "after", skip = 0): ShopContext {
  const port = desk.manager.shopify;
  let calls = 0;
  return {
    ...desk.manager,
    shopify: {
      ...port,
      adjust: async (...call) => {
        calls += 1;
        if (calls > skip && when === "before") throw died;
        const answer = await port.adjust(...call);
        if (calls > skip) throw died;
        return answer;
      },
    },
  };
}

async function afterTheLease(id: string): Promise<void> {
  await desk.ageBy(40_000);
  await carryOut(await desk.as(null), id);
}

const jobsOf = (id: string) =>
  desk.sql("SELECT 1 FROM graphile_worker._private_jobs WHERE payload->>'documentId' = $1", [id]);

describe("a process that dies", () => {
  it.each(["before", "after"] as const)(
    "%s the effect leaves a job, and another brings the document to its end",
    async (when) => {
      const command = write({ itemId: mug, quantity: 2 }, { itemId: plate, reasonId: "lost" });
      expect(await submitWriteOff(dying(when), command)).toMatchObject(committed);
      expect(await jobsOf(command.id)).toHaveLength(1);
      const left = await desk.document(command.id);
      expect(fatesOf(left).map(([fate]) => fate)).toEqual(["working", "working"]);
      expect(attemptsOf(left)).toMatchObject([{ state: "sent", sends: 1, openSends: 1 }]);
      // Its lease is still good, so nobody touches it yet.
      const writes = writesAt(desk.emulator);
      await carryOut(await desk.as(null), command.id);
      expect(writesAt(desk.emulator)).toBe(writes);
      await afterTheLease(command.id);
      expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 3 });
      expect([desk.onShelf(mug), desk.onShelf(plate)]).toEqual([38, 17]);
    },
  );

  it("between two parts of a document leaves the first settled and the second to a job", async () => {
    const command = write({ itemId: mug, quantity: 2 }, { itemId: mug, reasonId: "lost" });
    expect(await submitWriteOff(dying("after", 1), command)).toMatchObject(committed);
    const left = await desk.document(command.id);
    expect(left).toMatchObject({ state: "working", unitsApplied: 2 });
    expect(left.entries).toHaveLength(1);
    await afterTheLease(command.id);
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ state: "done", unitsApplied: 3 });
    expect(document.lines.map((line) => [line.beforeQuantity, line.afterQuantity])).toEqual([
      [40, 38],
      [38, 37],
    ]);
    expect(desk.onShelf(mug)).toBe(37);
  });

  it("when its attempt was made and never sent leaves one that another sends, from the shelf of its time", async () => {
    const command = write({ itemId: mug, quantity: 2 });
    expect(await submitWriteOff(dying("before"), command)).toMatchObject(committed);
    await desk.sql("ALTER TABLE attempt DISABLE TRIGGER finished_is_final");
    await desk.sql(
      `UPDATE attempt SET state = 'made', sends = 0, open_sends = 0, first_sent_at = NULL, last_sent_at = NULL
        WHERE state = 'sent'`,
    );
    await desk.sql("ALTER TABLE attempt ENABLE TRIGGER finished_is_final");
    desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, -5);
    await afterTheLease(command.id);
    const document = await desk.document(command.id);
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: 35, afterQuantity: 33 });
    expect(attemptsOf(document).map(({ state }) => state)).toEqual(["refused", "applied"]);
  });

  it("under a reversal keeps the promise until another settles it", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    await desk.ageBy(5_000);
    const back = undo(original.id);
    expect(await reverseWriteOff(dying("after"), back)).toMatchObject(committed);
    const promised = (await desk.document(original.id)).lines[0]?.balance;
    expect(promised).toMatchObject({ applied: 4, reserved: 4, reversed: 0 });
    await afterTheLease(back.id);
    const settled = (await desk.document(original.id)).lines[0]?.balance;
    expect(settled).toMatchObject({ applied: 4, reserved: 0, reversed: 4 });
    expect(desk.onShelf(mug)).toBe(40);
  });

  it("never leaves half of a settlement: lines, balances, journal and totals stand or fall together", async () => {
    const broken = { ...desk.manager, ids: { next: () => "not an id" } };
    const before = await desk.count();
    await expect(submitWriteOff(broken, write({ itemId: tin }))).rejects.toThrow();
    expect(await desk.count()).toEqual(before);

    const command = write({ itemId: mug });
    const port = desk.manager.shopify;
    let answered = false;
    const adjust: typeof port.adjust = async (...call) => {
      const answer = await port.adjust(...call);
      answered = true;
      return answer;
    };
    // From the answer on no id is good, so the entry and the event that settle it cannot be written.
    const ids = { next: () => (answered ? "not an id" : desk.manager.ids.next()) };
    const failing = { ...desk.manager, ids, shopify: { ...port, adjust } };
    expect(await submitWriteOff(failing, command)).toMatchObject(committed);
    expect(await desk.document(command.id)).toMatchObject({ state: "working", unitsApplied: 0, entries: [] });
    await afterTheLease(command.id);
    expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("and comes again with the same wish is told what became of the first", async () => {
    const command = write({ itemId: mug });
    expect(await submitWriteOff(dying("after"), command)).toMatchObject(committed);
    expect(await submitWriteOff(desk.manager, command)).toMatchObject({ ok: true, value: { first: false } });
    await afterTheLease(command.id);
    const again = await reversed(desk, undo(command.id));
    expect([again.state, desk.onShelf(mug)]).toEqual(["done", 40]);
  });
});
