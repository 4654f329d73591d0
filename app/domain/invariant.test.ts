import { expect, it } from "vitest";
import { BrokenInvariant, invariant, unreachable } from "./invariant.ts";

it("stops an impossible state with the claim that it broke", () => {
  expect(() => invariant(0, "there is one")).toThrow(new BrokenInvariant("Invariant broken: there is one"));
  expect(() => invariant("", "there is text")).toThrow(BrokenInvariant);
  expect(() => invariant(1, "there is one")).not.toThrow();
});

it("names the case that nobody handled", () => {
  expect(() => unreachable({ kind: "new" } as never)).toThrow('Unhandled case: {"kind":"new"}');
});
