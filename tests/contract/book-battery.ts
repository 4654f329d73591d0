import { describe } from "vitest";
import { describeReading } from "./book-battery/reading.ts";
import { describeRefusals } from "./book-battery/refusals.ts";
import { describeSending } from "./book-battery/sending.ts";
import { describeSigningIn } from "./book-battery/signing-in.ts";
import { type BookUnderTest, bookStage } from "./book-battery/stage.ts";

/** What every book has to stand, whoever makes it; a new one is done when this passes. */
export function describeBook(book: BookUnderTest): void {
  describe(`the book ${book.kind}`, () => {
    const stage = bookStage(book);
    describeSending(stage);
    describeRefusals(stage);
    describeReading(stage);
    describeSigningIn(stage);
  });
}
