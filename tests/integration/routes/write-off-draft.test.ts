import { describe, expect, it } from "vitest";
import type { VariantView } from "#app/queries/found-variant.ts";
import { commandContentOf } from "#app/routes/app.write-offs.new/command-content.ts";
import { changeDraft, type Draft, emptyDraft } from "#app/routes/app.write-offs.new/draft.ts";

const today = "2026-11-21";

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
      refusal: refused.includes(locationId) ? { code: "not-enough" } : null,
    })),
  };
}

function add(draft: Draft, one: VariantView): Draft {
  return changeDraft(draft, { kind: "add", variant: one });
}

describe("the draft", () => {
  it("counts an item scanned twice as two units of one line", () => {
    const draft = add(add(emptyDraft(today), variant("mug", ["a"])), variant("mug", ["a"]));
    expect(draft.lines.map(({ quantity }) => quantity)).toEqual(["2"]);
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
    expect(commandContentOf(ready, today)?.lines[0]).toMatchObject({
      reasonId: "damaged",
      disposal: "recycled",
    });
    expect(commandContentOf(own, today)?.lines[0]).toEqual({
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
    expect(commandContentOf(emptyDraft(today), today)).toBeNull();
    expect(commandContentOf(add(emptyDraft(today), variant("mug", ["a"])), today)).toBeNull();
    for (const quantity of ["", "0", "-1", "1.5", "1e3", "12345678"]) {
      expect(commandContentOf(change(quantity), today)).toBeNull();
    }
  });

  it("names the day only when it is not today, so that midnight does not date it back", () => {
    const earlier = changeDraft(ready, { kind: "header", change: { eventDate: "2026-11-20" } });
    expect(commandContentOf(ready, today)).not.toHaveProperty("eventDate");
    expect(commandContentOf(earlier, today)).toHaveProperty("eventDate", "2026-11-20");
  });
});
