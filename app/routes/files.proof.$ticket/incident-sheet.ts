import type { Sheet } from "#app/exports/pdf/sheet.ts";
import type { ProofSubject } from "#app/queries/proof-subject.ts";
import type { PaperWords } from "./paper-words.ts";

/** What an event took, document by document and all together. */
export function writeIncident(sheet: Sheet, subject: ProofSubject, words: PaperWords): void {
  const { say, day, number, money } = words;
  const { name, note, documents, total } = subject;
  sheet.title(say("title.incident", { name }));
  if (note) sheet.text(note);
  sheet.heading(say("documents"));
  sheet.table(
    [
      { title: say("number"), share: 2 },
      { title: say("eventDate"), share: 3 },
      { title: say("units"), share: 2, isNumber: true },
      { title: say("value"), share: 2, isNumber: true },
    ],
    [
      ...documents.map((one) => [one.number, day(one.eventDate), number(one.units), money(one.value)]),
      [say("together"), "", number(total.units), money(total.value)],
    ],
  );
  if (total.unvalued > 0) sheet.text(say("unvalued", { count: total.unvalued }));
}
