import fc from "fast-check";
import { expect, it } from "vitest";
import type { ApprovalRule } from "./rule.ts";
import { type DayPart, reasonsByRule } from "./second-person.ts";

const pieces = fc.array(
  fc.record({
    itemId: fc.constantFrom("mug", "cup"),
    quantity: fc.integer({ min: 1, max: 9 }),
    cents: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 40 },
);

it("lets nobody carry away more in a day than a rule allows, however it is cut", () => {
  fc.assert(
    fc.property(
      pieces,
      fc.constantFrom("value", "units"),
      fc.constantFrom("person-day", "item-day"),
      (cut, measure, span) => {
        const most = measure === "value" ? 1_000n : 20n;
        const scope = { reasonId: null, locationId: null, personId: null };
        const currency = measure === "value" ? "EUR" : null;
        const rule: ApprovalRule = { id: "r", act: "write-off", measure, span, most, currency, ...scope };
        const gone: DayPart[] = [];
        for (const { itemId, quantity, cents } of cut) {
          const where = { itemId, locationId: "main", takenFrom: "available", reasonId: "damaged" } as const;
          const names = { title: itemId, variantTitle: "", locationName: "Main", reasonLabel: "Damaged" };
          const line = { ...where, ...names, quantity, valueMinor: BigInt(cents), before: 100 };
          const plan = { kind: "off" as const, reverses: null, currency: "EUR", lines: [line] };
          if (reasonsByRule(plan, [rule], { userId: "2", name: "Max" }, gone).length > 0) continue;
          gone.push({ ...where, isOwn: true, units: quantity, valueMinor: BigInt(cents) });
        }
        const sizeOf = (parts: DayPart[]) =>
          parts.reduce((sum, part) => sum + (measure === "value" ? part.valueMinor : BigInt(part.units)), 0n);
        const counted =
          span === "person-day"
            ? [gone]
            : ["mug", "cup"].map((id) => gone.filter((part) => part.itemId === id));
        for (const parts of counted) expect(sizeOf(parts) <= most).toBe(true);
      },
    ),
  );
});
