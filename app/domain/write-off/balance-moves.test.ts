import { expect, it } from "vitest";
import { balanceMovesOf } from "./balance-moves.ts";

const line = { reversesLineId: "a", rootLineId: "a", quantity: 2, fate: "applied" } as const;

it("keeps a promise once the units are back, and gives it back when they are not", () => {
  expect(balanceMovesOf("found", line)).toEqual([{ lineId: "a", reserved: -2, reversed: 2 }]);
  expect(balanceMovesOf("found", { ...line, fate: "refused" })).toEqual([
    { lineId: "a", reserved: -2, reversed: 0 },
  ]);
});

it("moves the write-off's own counter back when a return is undone", () => {
  const undone = { ...line, reversesLineId: "b" };
  expect(balanceMovesOf("off", undone)).toEqual([
    { lineId: "b", reserved: -2, reversed: 2 },
    { lineId: "a", reserved: 0, reversed: -2 },
  ]);
  expect(balanceMovesOf("found", undone)).toEqual([
    { lineId: "b", reserved: -2, reversed: 2 },
    { lineId: "a", reserved: -2, reversed: 2 },
  ]);
});

it("moves nothing while nobody knows, and nothing for goods that reverse nothing", () => {
  for (const fate of ["unknown", "working"] as const)
    expect(balanceMovesOf("found", { ...line, fate })).toEqual([]);
  expect(balanceMovesOf("off", { ...line, reversesLineId: null, rootLineId: null })).toEqual([]);
});
