import { describe, expect, it } from "vitest";
import { commandContentOf } from "#app/domain/draft/command-content.ts";
import { parseSaveDraftCommand } from "#app/domain/draft/draft-content.ts";
import { limits } from "#app/domain/limits.ts";
import type { VariantView } from "#app/queries/found-variant.ts";
import { changeDraft, type Draft, emptyDraft, lineToRaise } from "#app/routes/app.write-offs.new/draft.ts";
import { draftOfContent, keptContentOf } from "#app/routes/app.write-offs.new/kept-content.ts";

const today = "2026-11-21";
const known = { today, reasons: [{ id: "stolen", theft: true }] };

function variant(itemId: string, locations: string[], refused: string[] = []): VariantView {
  return {
    itemId,
    variantId: null,
    productId: null,
    title: itemId,
    variantTitle: "",
    sku: "",
    barcode: "",
    imageUrl: null,
    tracked: true,
    refusal: null,
    levels: locations.map((locationId) => ({
      locationId,
      locationName: locationId,
      available: 1,
      committed: 0,
      onHand: 1,
      aside: {},
      refusal: refused.includes(locationId) ? { code: "not-enough" } : null,
    })),
  };
}

const gids: Record<string, string> = {
  '"mug"': '"gid://shopify/InventoryItem/1"',
  '"a"': '"gid://shopify/Location/1"',
};

function add(draft: Draft, one: VariantView): Draft {
  return changeDraft(draft, { kind: "add", variant: one });
}

describe("the draft", () => {
  it("counts an item scanned twice as two units of one line", () => {
    const draft = add(add(emptyDraft(today), variant("mug", ["a"])), variant("mug", ["a"]));
    expect(draft.lines.map(({ quantity }) => quantity)).toEqual(["2"]);
  });

  it("raises what is for sale by a scan, and counts no line of goods set aside with it", () => {
    const one = add(emptyDraft(today), variant("mug", ["a"]));
    const key = one.lines[0]?.key ?? "";
    const aside = changeDraft(one, { kind: "line", key, change: { takenFrom: "damaged", quantity: "5" } });
    expect(lineToRaise(aside, "mug", "a")).toBeUndefined();
    const scanned = add(aside, variant("mug", ["a"]));
    expect(lineToRaise(scanned, "mug")).toBe(scanned.lines[1]);
    expect(scanned.lines.map(({ takenFrom, quantity }) => [takenFrom, quantity])).toEqual([
      ["damaged", "5"],
      ["available", "1"],
    ]);
  });

  it("stays at the last location where the next item is stocked there", () => {
    let draft = add(emptyDraft(today), variant("mug", ["a", "b"]));
    draft = changeDraft(draft, { kind: "line", key: draft.lines[0]?.key ?? "", change: { locationId: "b" } });
    expect(add(draft, variant("plate", ["a", "b"])).lines[1]?.locationId).toBe("b");
    expect(add(draft, variant("towel", ["a"])).lines[1]?.locationId).toBe("a");
  });

  it("begins where something can leave", () => {
    expect(add(emptyDraft(today), variant("mug", ["a", "b"], ["a"])).lines[0]?.locationId).toBe("b");
  });
});

describe("undoing", () => {
  it("takes back one scan after another, and nothing that was not scanned", () => {
    const steps = [variant("mug", ["a"]), variant("mug", ["a"]), variant("plate", ["a"])];
    let draft = steps.reduce(add, emptyDraft(today));
    const seen = () => draft.lines.map((line) => `${line.variant.itemId} ${line.quantity}`);
    const undo = () => {
      draft = changeDraft(draft, { kind: "undo" });
      return seen();
    };
    expect([seen(), undo(), undo(), undo(), undo()]).toEqual([
      ["mug 2", "plate 1"],
      ["mug 2"],
      ["mug 1"],
      [],
      [],
    ]);
  });
});

describe("what is kept of a draft", () => {
  it("comes back as it was, on whatever day it is read again", () => {
    const draft = changeDraft(add(emptyDraft(today), variant("mug", ["a"])), {
      kind: "header",
      change: { reasonId: "damaged", note: "begun" },
    });
    const kept = keptContentOf(draft, today);
    const parsed = parseSaveDraftCommand({
      id: "01936f2e-7c1a-7b3d-8e4f-0123456789ab",
      revision: 0,
      content: JSON.parse(JSON.stringify(kept).replaceAll(/"(mug|a)"/g, (id) => gids[id] ?? id)),
    });
    const content = parsed.ok ? parsed.value.content : null;
    expect(parsed).toMatchObject({ ok: true });
    const again = content && draftOfContent(content, "2026-11-25");
    expect(again).toMatchObject({ eventDate: "2026-11-25", reasonId: "damaged", note: "begun" });
    expect(again?.lines.map(({ quantity, key }) => [quantity, key])).toEqual([["1", draft.lines[0]?.key]]);
  });
});

describe("a form of 250 lines in a shop of 40 places", () => {
  const gid = (kind: string, number: number) => `gid://shopify/${kind}/${4_000_000_000_000 + number}`;
  const places = Array.from({ length: 40 }, (_, at) => gid("Location", at));
  const full = Array.from({ length: 250 }, (_, at) => variant(gid("InventoryItem", at), places)).reduce(
    add,
    emptyDraft(today),
  );
  const body = {
    id: "01936f2e-7c1a-7b3d-8e4f-0123456789ab",
    revision: 0,
    content: keptContentOf(full, today),
  };

  it("travels in a quarter of what a request may have, and comes back with every place of every line", () => {
    const sent = JSON.stringify(body);
    expect(sent.length).toBeLessThan(limits.bodyBytesMax / 4);
    const parsed = parseSaveDraftCommand(JSON.parse(sent));
    const content = parsed.ok ? parsed.value.content : null;
    const again = content && draftOfContent(content, today);
    expect(again?.lines.map((line) => line.variant.levels)).toEqual(
      full.lines.map(({ variant: { levels } }) =>
        levels.map(({ locationId, locationName, available }) => ({ locationId, locationName, available })),
      ),
    );
  });

  it("is refused where a line speaks of a place that was not named", () => {
    const content = { ...body.content, places: body.content.places.slice(1) };
    expect(parseSaveDraftCommand({ ...body, content })).toMatchObject({
      ok: false,
      problems: [{ code: "bad-field", at: ["content", "places"] }],
    });
  });
});

describe("what is sent of a draft", () => {
  const ready = changeDraft(add(emptyDraft(today), variant("mug", ["a"])), {
    kind: "header",
    change: { reasonId: "damaged", disposal: "recycled" },
  });

  it("gives a line the header's reason and disposal unless it has its own", () => {
    const [line] = ready.lines;
    const own = changeDraft(ready, {
      kind: "line",
      key: line?.key ?? "",
      change: { reasonId: "lost", disposal: "none" },
    });
    expect(commandContentOf(ready, known)?.lines[0]).toMatchObject({
      reasonId: "damaged",
      disposal: "recycled",
    });
    expect(commandContentOf(own, known)?.lines[0]).toEqual({
      itemId: "mug",
      locationId: "a",
      quantity: 1,
      reasonId: "lost",
    });
  });

  it("is nothing while a reason, a line or a whole quantity is missing", () => {
    const [line] = ready.lines;
    const change = (quantity: string) =>
      changeDraft(ready, { kind: "line", key: line?.key ?? "", change: { quantity } });
    expect(commandContentOf(emptyDraft(today), known)).toBeNull();
    expect(commandContentOf(add(emptyDraft(today), variant("mug", ["a"])), known)).toBeNull();
    for (const quantity of ["", "0", "-1", "1.5", "1e3", "12345678"]) {
      expect(commandContentOf(change(quantity), known)).toBeNull();
    }
  });

  it("says who took it of stolen goods only, whatever was chosen before", () => {
    const [line] = ready.lines;
    const said = (reasonId: string) =>
      changeDraft(ready, {
        kind: "line",
        key: line?.key ?? "",
        change: { reasonId, theftClass: "internal" },
      });
    expect(commandContentOf(said("stolen"), known)?.lines[0]).toHaveProperty("theftClass", "internal");
    expect(commandContentOf(said("lost"), known)?.lines[0]).not.toHaveProperty("theftClass");
  });

  it("names the day only when it is not today, so that midnight does not date it back", () => {
    const earlier = changeDraft(ready, { kind: "header", change: { eventDate: "2026-11-20" } });
    expect(commandContentOf(ready, known)).not.toHaveProperty("eventDate");
    expect(commandContentOf(earlier, known)).toHaveProperty("eventDate", "2026-11-20");
  });
});
