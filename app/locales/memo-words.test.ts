import { expect, it } from "vitest";
import { journalWordsOf } from "./memo-words.ts";

it("says in a shop's books what its language says, and a merchant's own reasons as they are", () => {
  const mexican = journalWordsOf("es-MX");
  expect([mexican.writeOff, mexican.reason("Damaged"), mexican.reason("Fell down")]).toEqual([
    "Baja",
    "Dañado",
    "Fell down",
  ]);
  expect(journalWordsOf("en").reason("Damaged")).toBe("Damaged");
  expect(journalWordsOf("fr").writeOff).toBe("Write-off");
});
