import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { DraftContent, DraftContentLine } from "#app/domain/draft/draft-content.ts";
import type { ItemId } from "#app/domain/ids.ts";
import { begunDrafts } from "#app/queries/own-draft.ts";
import { discardDraft } from "#app/use-cases/draft/discard-draft.ts";
import { saveDraft } from "#app/use-cases/draft/save-draft.ts";
import { submitDraft } from "#app/use-cases/draft/submit-draft.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { backRoom, greyTowel, mainStreet, mug, plate, problemsOf, submitted, towel, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

const line = (itemId: ItemId, parts: Partial<DraftContentLine> = {}): DraftContentLine => ({
  ...{ key: randomUUID(), locationId: mainStreet, quantity: "1", reasonId: "", disposal: "" },
  ...{ theftClass: "", note: "", cost: null, salvage: "", draftLineId: null },
  takenFrom: "available",
  variant: {
    ...{ itemId, variantId: null, productId: null, title: "Blue mug", variantTitle: "", sku: "" },
    ...{ barcode: "", imageUrl: null, levels: [] },
  },
  ...parts,
});

async function begun(
  lines: DraftContentLine[],
  parts: Partial<DraftContent> = {},
  ctx: ShopContext = desk.manager,
): Promise<{ id: string; revision: number }> {
  const id = systemIds.next();
  const header = { reasonId: "damaged", disposal: "", note: "", eventDate: "", incidentId: "" };
  const saved = await saveDraft(ctx, { id, revision: 0, content: { ...header, lines, ...parts } });
  if (!saved.ok) throw new Error(JSON.stringify(saved.problems));
  return saved.value;
}

describe("a draft that is sent from the list", () => {
  it("becomes just the document its page would have made, once", async () => {
    const wish = await begun([line(mug, { quantity: "3", note: "cracked" })], { note: "Cart" });
    expect(await submitDraft(desk.manager, wish)).toMatchObject({ value: { requested: null } });
    expect(await submitDraft(desk.manager, wish)).toMatchObject({ value: { documentId: wish.id } });
    const document = await desk.document(wish.id);
    expect(document).toMatchObject({ state: "done", note: "Cart", unitsApplied: 3 });
    expect(document.lines[0]).toMatchObject({ reasonId: "damaged", note: "cracked" });
    expect(desk.onShelf(mug)).toBe(37);
    expect((await begunDrafts(desk.manager)).map(({ id }) => id)).not.toContain(wish.id);
  });

  it("becomes a request of whoever may no more than ask, under its incident", async () => {
    const incident = { id: systemIds.next(), name: "Burst pipe", note: "" };
    await makeIncident(desk.manager, incident);
    const ben = await desk.role("Ben", "assistant");
    const wish = await begun([line(greyTowel)], { incidentId: incident.id }, ben);
    expect(await submitDraft(ben, wish)).toMatchObject({ value: { requested: "waiting" } });
    const [row] = await desk.sql("SELECT incident_id FROM request WHERE id = $1", [wish.id]);
    expect(row).toEqual({ incident_id: incident.id });
  });

  it("says what is missing, what is to be asked and what the shelf refuses, and does nothing then", async () => {
    await submitted(desk, write({ itemId: plate, quantity: 2, reasonId: "lost" }));
    const cases: [string, Promise<{ id: string; revision: number }>][] = [
      ["draft-unfinished", begun([line(plate, { quantity: "" })])],
      ["draft-unfinished", begun([line(plate)], { reasonId: "" })],
      ["draft-unfinished", begun([])],
      ["doubled", begun([line(plate, { quantity: "2", reasonId: "lost" })])],
      ["not-enough", begun([line(plate, { quantity: "9999" })])],
    ];
    const before = desk.onShelf(plate);
    for (const [code, wish] of cases)
      expect([code, problemsOf(await submitDraft(desk.manager, await wish)).map((one) => one.code)]).toEqual([
        code,
        expect.arrayContaining([code]),
      ]);
    expect(desk.onShelf(plate)).toBe(before);
  });

  it("is sent by its own person, as it was seen, and not once it was put away", async () => {
    const wish = await begun([line(mug)]);
    const olivia = await desk.as("Olivia");
    expect(problemsOf(await submitDraft(olivia, wish))).toEqual([{ code: "not-found" }]);
    expect(problemsOf(await submitDraft(desk.manager, { ...wish, revision: 7 }))).toEqual([
      { code: "changed-meanwhile" },
    ]);
    const auditor = await desk.role("Max", "auditor");
    expect(problemsOf(await submitDraft(auditor, wish))).toMatchObject([{ code: "not-your-role" }]);
    await discardDraft(desk.manager, { id: wish.id });
    expect(problemsOf(await submitDraft(desk.manager, wish))).toEqual([{ code: "not-found" }]);
    const nowhere = { id: systemIds.next(), revision: 1 };
    expect(problemsOf(await submitDraft(desk.manager, nowhere))).toEqual([{ code: "not-found" }]);
    expect(desk.onShelf(mug)).toBe(40);
  });

  it("of another place than one's own is asked for", async () => {
    const max = await desk.role("Max", "manager", [backRoom]);
    const wish = await begun([line(mug)], {}, max);
    expect(await submitDraft(max, wish)).toMatchObject({ value: { requested: "waiting" } });
    expect((await desk.request(wish.id)).reasons).toMatchObject([{ code: "elsewhere" }]);
  });

  it("twice at once, or two that say the same, take the goods once", async () => {
    const wish = await begun([line(towel, { quantity: "4" })]);
    const same = await begun([line(towel, { quantity: "4" })]);
    const answers = await Promise.all([wish, wish, same].map((one) => submitDraft(desk.manager, one)));
    expect(answers.flatMap(problemsOf).map(({ code }) => code)).toEqual(
      answers[2]?.ok ? ["doubled", "doubled"] : ["doubled"],
    );
    expect(desk.onShelf(towel)).toBe(26);
  });
});
