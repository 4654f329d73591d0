import { describe, expect, it } from "vitest";
import type { BookJournal } from "./journal.ts";
import { type Held, verdictOf } from "./verdict.ts";

const ours: BookJournal = {
  reference: "LAB10000001",
  date: "2026-11-20",
  currency: "EUR",
  memo: "Write-off WO-000001",
  lines: [
    { accountId: "80", side: "D", amountMinor: 3750n, memo: "", dimensions: [] },
    { accountId: "81", side: "C", amountMinor: 3750n, memo: "", dimensions: [] },
  ],
};
const held = (parts: Partial<Held> = {}): Held => ({
  ...ours,
  remoteId: "1",
  version: "0",
  state: "posted",
  address: null,
  ...parts,
});
const kinder = { ...held(), lines: ours.lines.map((line) => ({ ...line, amountMinor: 1n })) };
const asked = (parts: Partial<Parameters<typeof verdictOf>[0]>) =>
  verdictOf({ held: [], sent: null, planned: ours, isQuiet: true, ...parts });

describe("before anything was sent", () => {
  it("is sent where the number is free", () => expect(asked({})).toEqual({ kind: "send" }));

  it("is taken for booked where the very same already stands there, as after a restored backup", () => {
    expect(asked({ held: [held()] })).toMatchObject({ kind: "confirm", drift: null });
  });

  it.each([
    ["says something else", [kinder]],
    ["stands there twice", [held(), held({ remoteId: "2" })]],
    ["was voided", [held({ state: "voided" })]],
  ])("is a person's to look at where what bears its number %s", (_, seen) => {
    expect(asked({ held: seen })).toMatchObject({ kind: "reject", trouble: "duplicate" });
  });

  it("is not taken for booked where nobody knows what it would say", () => {
    expect(asked({ held: [held()], planned: null })).toMatchObject({ kind: "reject", trouble: "duplicate" });
  });

  it("does not mind what was deleted", () => {
    expect(asked({ held: [held({ state: "deleted" })] })).toEqual({ kind: "send" });
  });
});

describe("after a send nobody knows the end of", () => {
  it("is found there, whenever somebody looks", () => {
    for (const isQuiet of [true, false])
      expect(asked({ sent: ours, held: [held()], isQuiet })).toMatchObject({ kind: "confirm", drift: null });
  });

  it("is not sent again while a call may still be at work", () => {
    expect(asked({ sent: ours, isQuiet: false })).toEqual({ kind: "look-again" });
  });

  it("is sent again when nothing is there and nothing can come any more", () => {
    expect(asked({ sent: ours })).toEqual({ kind: "send" });
  });

  it.each([
    ["edited", [kinder]],
    ["voided", [held({ state: "voided" })]],
    ["doubled", [held(), held({ remoteId: "2" })]],
  ])("is booked and %s", (drift, seen) => {
    expect(asked({ sent: ours, held: seen })).toMatchObject({ kind: "confirm", drift });
  });

  it("is known by the one that says what we said", () => {
    const seen = [held({ remoteId: "9", state: "voided" }), held({ remoteId: "2" })];
    expect(asked({ sent: ours, held: seen })).toMatchObject({ held: { remoteId: "2" }, drift: null });
  });

  describe("and with somebody else's journal under our number", () => {
    const theirs = held({ ...kinder, memo: "mine", remoteId: "7" });

    it("is not taken for booked: once nothing of ours can come any more, a person looks", () => {
      expect(asked({ sent: ours, held: [theirs], isQuiet: false })).toEqual({ kind: "look-again" });
      expect(asked({ sent: ours, held: [theirs] })).toMatchObject({
        kind: "reject",
        trouble: "duplicate",
        facts: { remoteIds: ["7"] },
      });
    });

    it("is booked and doubled where ours stands beside it, edited or not", () => {
      for (const own of [held(), held({ ...kinder, remoteId: "1" })])
        expect(asked({ sent: ours, held: [theirs, own] })).toMatchObject({
          held: { remoteId: "1" },
          drift: "doubled",
        });
    });

    it("is booked where the book itself has said which one is ours, whatever it says by now", () => {
      const seen = { sent: ours, held: [theirs], bookedAs: "7", isQuiet: false };
      expect(asked(seen)).toMatchObject({ kind: "confirm", held: { remoteId: "7" }, drift: "edited" });
    });
  });
});

it("says with what it was compared, so that it can be again", () => {
  const planned = { ...ours, date: "2026-11-21" };
  expect(asked({ held: [held()], planned, earlier: [ours] })).toMatchObject({ kind: "confirm", meant: ours });
  expect(asked({ held: [held(planned)], planned })).toMatchObject({ kind: "confirm", meant: planned });
});
