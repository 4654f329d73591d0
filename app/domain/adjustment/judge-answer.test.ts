import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { keyOfPlace } from "../write-off/stock.ts";
import type { Body } from "./body.ts";
import { judgeAnswer, type Refusal } from "./judge-answer.ts";

const place = (number: number) =>
  ({ itemId: `gid://shopify/InventoryItem/${number}`, locationId: "gid://shopify/Location/1" }) as const;
const key = (number: number) => keyOfPlace(place(number));
const body = (count: number): Body => ({
  quantityName: "available",
  shopifyReason: "damaged",
  reference: "gid://lossbook/WriteOff/1/1",
  changes: Array.from({ length: count }, (_, index) => ({ ...place(index), delta: -1, changeFrom: 40 })),
});
const refusal = (code: string, change: number | null = null): Refusal => ({ code, message: "", change });
const refused = (...refusals: Refusal[]) => ({ kind: "refused" as const, refusals });
const applied = (places: number[], ...refusals: Refusal[]) => ({
  kind: "applied" as const,
  groupId: "group",
  appliedPlaces: places.map(place),
  refusals,
});
const first = { openSends: 1, rounds: 0 };
const again = { openSends: 2, rounds: 0 };

describe("an answer with a group", () => {
  it("is an effect for every change, also when it answers a resend", () => {
    for (const attempt of [first, again])
      expect(judgeAnswer(body(2), applied([0, 1]), attempt)).toEqual({
        kind: "applied",
        groupId: "group",
        refused: new Map(),
        unknown: new Set(),
      });
  });

  it("is an effect for every change when it lists none and complains of none", () => {
    expect(judgeAnswer(body(2), applied([]), first)).toMatchObject({
      refused: new Map(),
      unknown: new Set(),
    });
  });

  it("with errors beside it is an effect for what it lists, and a refusal for what an error names", () => {
    const named = refusal("INVALID_LOCATION", 1);
    expect(judgeAnswer(body(2), applied([0], named), first)).toMatchObject({
      kind: "applied",
      refused: new Map([[key(1), named]]),
      unknown: new Set(),
    });
  });

  it("believes the group more than an error that names a change it lists", () => {
    expect(judgeAnswer(body(1), applied([0], refusal("INVALID_LOCATION", 0)), first)).toMatchObject({
      refused: new Map(),
      unknown: new Set(),
    });
  });

  it("refuses what is not in a group that lists others, and cannot know when it lists none", () => {
    const nameless = refusal("INTERNAL");
    expect(judgeAnswer(body(2), applied([0], nameless), first)).toMatchObject({
      refused: new Map([[key(1), nameless]]),
      unknown: new Set(),
    });
    expect(judgeAnswer(body(2), applied([], nameless), first)).toMatchObject({
      refused: new Map(),
      unknown: new Set([key(0), key(1)]),
    });
  });
});

describe("a refusal after a send that went unanswered", () => {
  it.each([
    "CHANGE_FROM_QUANTITY_STALE",
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
    "INVALID_INVENTORY_ITEM",
    "NON_MUTABLE_INVENTORY_ITEM",
    "ACCESS_DENIED",
    "ANYTHING_NEW",
  ])("is doubt, never an end: %s", (code) => {
    const refusals = [refusal(code, 0)];
    expect(judgeAnswer(body(1), refused(...refusals), again)).toEqual({ kind: "doubt", refusals });
    expect(judgeAnswer(body(1), refused(...refusals), { openSends: 3, rounds: 9 }).kind).toBe("doubt");
  });
});

describe("a refusal of the only send", () => {
  it.each(["CHANGE_FROM_QUANTITY_STALE", "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "ADJUST_QUANTITIES_FAILED"])(
    "for %s is bound afresh, with nothing given up",
    (code) => {
      expect(judgeAnswer(body(2), refused(refusal(code, 1)), first)).toEqual({
        kind: "rebind",
        never: new Map(),
      });
      expect(judgeAnswer(body(2), refused(refusal(code)), first)).toEqual({
        kind: "rebind",
        never: new Map(),
      });
    },
  );

  it("goes round five times, then every line waits for a person", () => {
    const stale = refusal("CHANGE_FROM_QUANTITY_STALE", 0);
    const kinds = [0, 1, 2, 3, 4].map(
      (rounds) => judgeAnswer(body(2), refused(stale), { openSends: 1, rounds }).kind,
    );
    expect(kinds).toEqual(["rebind", "rebind", "rebind", "rebind", "refused"]);
    expect(limits.staleRoundsMax).toBe(5);
    expect(judgeAnswer(body(2), refused(stale), { openSends: 1, rounds: 4 })).toEqual({
      kind: "refused",
      refused: new Map([
        [key(0), stale],
        [key(1), stale],
      ]),
    });
  });

  it.each([
    "INVALID_INVENTORY_ITEM",
    "INVALID_LOCATION",
    "NON_MUTABLE_INVENTORY_ITEM",
    "ITEM_NOT_STOCKED_AT_LOCATION",
  ])("for %s gives up the change it names and goes on with the rest", (code) => {
    const named = refusal(code, 1);
    expect(judgeAnswer(body(3), refused(named), first)).toEqual({
      kind: "rebind",
      never: new Map([[key(1), named]]),
    });
    expect(
      judgeAnswer(body(3), refused(named, refusal("CHANGE_FROM_QUANTITY_STALE", 0)), first),
    ).toMatchObject({
      kind: "rebind",
      never: new Map([[key(1), named]]),
    });
  });

  it("for units of another's ledger, named one a round, is final for all of them in the fifth", () => {
    const named = refusal("INVALID_LEDGER_DOCUMENT", 3);
    const at = (rounds: number) => judgeAnswer(body(250), refused(named), { openSends: 1, rounds });
    for (const rounds of [0, 1, 2, 3])
      expect(at(rounds)).toEqual({ kind: "rebind", never: new Map([[key(3), named]]) });
    const last = at(4);
    expect(last.kind === "refused" && [...last.refused]).toEqual(
      Array.from({ length: 250 }, (_, index) => [key(index), named]),
    );
    const other = judgeAnswer(body(250), refused(refusal("INVALID_LOCATION", 3)), {
      ...{ openSends: 1, rounds: 9 },
    });
    expect(other.kind).toBe("rebind");
  });

  it("that names every change is final for all of them", () => {
    const both = [refusal("INVALID_LOCATION", 0), refusal("INVALID_INVENTORY_ITEM", 1)];
    expect(judgeAnswer(body(2), refused(...both), first)).toEqual({
      kind: "refused",
      refused: new Map([
        [key(0), both[0]],
        [key(1), both[1]],
      ]),
    });
  });

  it("that does not say which change it means is halved down to one, which it then means", () => {
    const nameless = refusal("INVALID_QUANTITY");
    expect(judgeAnswer(body(2), refused(nameless), first)).toEqual({ kind: "split", refusal: nameless });
    expect(judgeAnswer(body(1), refused(nameless), first)).toEqual({
      kind: "refused",
      refused: new Map([[key(0), nameless]]),
    });
  });

  it("that names a change nobody sent means nobody knows which", () => {
    const odd = refusal("INVALID_QUANTITY", 7);
    expect(judgeAnswer(body(2), refused(odd), first)).toEqual({ kind: "split", refusal: odd });
  });

  it("without a single reason is tried again, and not for ever", () => {
    expect(judgeAnswer(body(1), refused(), first).kind).toBe("rebind");
    expect(judgeAnswer(body(1), refused(), { openSends: 1, rounds: 4 }).kind).toBe("refused");
  });
});
