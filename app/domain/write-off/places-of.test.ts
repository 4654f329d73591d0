import { expect, it } from "vitest";
import { placesOf } from "./places-of.ts";

it("names each place once, what was set aside there apart, whatever order the lines have", () => {
  const line = (locationId: string, takenFrom: "available" | "damaged") => ({ locationId, takenFrom });
  const lines = [line("b", "damaged"), line("a", "available"), line("b", "available"), line("b", "damaged")];
  const places = [
    { location: "a", from: "available" },
    { location: "b", from: "available" },
    { location: "b", from: "damaged" },
  ];
  expect(placesOf(lines)).toEqual(places);
  expect(placesOf(lines.toReversed())).toEqual(places);
});
