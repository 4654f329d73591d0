import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";
import { withdrawEvidence } from "#app/use-cases/evidence/withdraw-evidence.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { jpeg } from "#tests/support/photos.ts";
import { mug, openDesk, plate, problemsOf, towel, write } from "./desk.ts";

const desk = openDesk();

/** Nobody goes on from the shelf before all have read what the shop knows and what stands there. */
function meeting(people: number) {
  const came = Promise.withResolvers<void>();
  let here = 0;
  return (ctx: ShopContext): ShopContext => ({
    ...ctx,
    shopify: {
      ...ctx.shopify,
      readStock: async (places, lane) => {
        const read = await ctx.shopify.readStock(places, lane);
        here += 1;
        if (here === people) came.resolve();
        await came.promise;
        return read;
      },
    },
  });
}

const asked = (parts: Parameters<typeof write>[0]) => ({
  ...write(parts),
  acknowledged: [] as string[],
});

describe("two people who write off the same at the same moment", () => {
  it("are not both believed: one wins, the other sees whose it is and can still say it is another", async () => {
    const people = [desk.manager, await desk.as("Olivia"), await desk.as("Ben")].map(meeting(3));
    const wishes = people.map((ctx) => ({ ctx, command: asked({ itemId: mug, quantity: 2 }) }));
    const answers = await Promise.all(wishes.map(({ ctx, command }) => submitWriteOff(ctx, command)));
    const winner = wishes[answers.findIndex((one) => one.ok)];
    const won = await desk.document(winner?.command.id ?? "");
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    const told = {
      documentId: won.id,
      by: winner?.ctx.person?.name,
      number: `WO-${String(won.number).padStart(6, "0")}`,
      where: "document",
    };
    expect(answers.flatMap(problemsOf)).toMatchObject(
      Array(2).fill({ code: "doubled", at: ["lines", 0], facts: told }),
    );
    expect(desk.onShelf(mug)).toBe(38);
    const other = wishes.find((one) => one !== winner);
    const key = answers.flatMap(problemsOf)[0]?.facts?.key;
    const again = { ...other?.command, acknowledged: [String(key)] } as ReturnType<typeof asked>;
    expect((await submitWriteOff(desk.manager, again)).ok).toBe(true);
    expect(desk.onShelf(mug)).toBe(36);
  });

  it("are both believed when it is not the same, or nobody is there who could be asked", async () => {
    const [one, other] = [desk.manager, await desk.as("Olivia")].map(meeting(2));
    if (!one || !other) throw new Error("two people are there");
    const unlike = await Promise.all([
      submitWriteOff(one, asked({ itemId: plate, quantity: 1 })),
      submitWriteOff(other, asked({ itemId: plate, quantity: 2 })),
    ]);
    expect(unlike.every(({ ok }) => ok)).toBe(true);
    const machines = [desk.manager, desk.manager].map(meeting(2));
    const told = await Promise.all(
      machines.map((ctx) => submitWriteOff(ctx, write({ itemId: plate, quantity: 3 }))),
    );
    expect(told.every(({ ok }) => ok)).toBe(true);
  });

  it("draw no number and leave nothing for who came second", async () => {
    const before = await desk.count();
    const people = [desk.manager, await desk.as("Olivia")].map(meeting(2));
    await Promise.all(people.map((ctx) => submitWriteOff(ctx, asked({ itemId: towel, quantity: 4 }))));
    const after = await desk.count();
    for (const table of ["number", "document", "adjustment", "attempt"])
      expect([table, (after[table] ?? 0) - (before[table] ?? 0)]).toEqual([table, 1]);
  });
});

describe("a photo that is withdrawn between the look and the commit", () => {
  it("does not count, and what needs it does not leave", async () => {
    await desk.sql("UPDATE reason SET needs_evidence = (id = 'damaged')");
    const command = write({ itemId: mug });
    const photo = { id: randomUUID(), ownerKind: "document" as const, ownerId: command.id, name: "a.jpg" };
    await addEvidence(desk.manager, photo, jpeg());
    const port = desk.manager.shopify;
    const late: ShopContext = {
      ...desk.manager,
      shopify: {
        ...port,
        readStock: async (places, lane) => {
          await withdrawEvidence(desk.manager, { id: photo.id, cause: "another shelf" });
          return port.readStock(places, lane);
        },
      },
    };
    expect(problemsOf(await submitWriteOff(late, command))).toMatchObject([
      { code: "evidence-needed", at: ["lines", 0, "reasonId"] },
    ]);
    expect(desk.onShelf(mug)).toBe(40);
    await desk.sql("UPDATE reason SET needs_evidence = false");
  });
});
