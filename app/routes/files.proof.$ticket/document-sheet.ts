import type { Sheet } from "#app/exports/pdf/sheet.ts";
import type { EvidenceView } from "#app/queries/evidence-list.ts";
import type { WriteOffPage } from "#app/queries/write-off-page.ts";
import type { PaperWords } from "./paper-words.ts";

/** Everything of a document but its photos, on paper. */
export function writeDocument(sheet: Sheet, page: WriteOffPage, shop: string, words: PaperWords): void {
  const { say, day, instant, number, money } = words;
  const { writeOff } = page;
  sheet.title(say(writeOff.reverses ? "title.reversal" : "title.off", { number: writeOff.number }));
  sheet.facts([
    [say("shop"), shop],
    [say("state"), words.word(`words:state.${writeOff.state}`)],
    [say("eventDate"), day(writeOff.eventDate)],
    [say("created"), `${instant(writeOff.createdAt)}, ${writeOff.submittedBy.name}`],
    ...(writeOff.settledAt ? row(say("settled"), instant(writeOff.settledAt)) : []),
    ...(writeOff.reverses ? row(say("reverses"), writeOff.reverses.number) : []),
    ...writeOff.reversals.flatMap((one) => row(say("reversedBy"), one.number)),
    ...(writeOff.note ? row(say("note"), writeOff.note) : []),
    [say("units"), number(writeOff.totals.unitsApplied)],
    ...(writeOff.totals.value ? row(say("value"), money(writeOff.totals.value)) : []),
    [say("id"), writeOff.id],
  ]);
  writeLines(sheet, page, words);
  for (const entry of page.entries.filter(({ debit }) => debit !== null)) {
    sheet.heading(say("entry", { day: day(entry.accountingDate) }));
    sheet.table(
      [
        { title: say("account"), share: 5 },
        { title: say("debit"), share: 2, isNumber: true },
        { title: say("credit"), share: 2, isNumber: true },
      ],
      entry.lines.map(({ accountCode, accountName, role, side, amount }) => {
        const name = [accountCode, words.account(accountName) || role].filter(Boolean).join(" ");
        return side === "D" ? [name, money(amount), ""] : [name, "", money(amount)];
      }),
    );
  }
  if (page.deliveries.length > 0) {
    sheet.heading(say("books"));
    for (const { vendor, organisationName, delivery } of page.deliveries) {
      const stands = delivery ? `${delivery.reference} (${delivery.state})` : say("onItsWay");
      sheet.text(`${vendor}, ${organisationName}: ${stands}`);
    }
  }
  sheet.heading(say("timeline"));
  sheet.table(
    [
      { title: say("when"), share: 3 },
      { title: say("who"), share: 3 },
      { title: say("what"), share: 5 },
    ],
    page.timeline.map(({ at, kind, person }) => [
      instant(at),
      person ?? "",
      words.word(`audit:kind.${kind}`, { defaultValue: kind }),
    ]),
  );
}

function writeLines(sheet: Sheet, { writeOff }: WriteOffPage, words: PaperWords): void {
  const { say, number, money } = words;
  const hasMoney = !writeOff.costHidden;
  sheet.heading(say("lines"));
  sheet.table(
    [
      { title: "#", share: 0.6 },
      { title: say("item"), share: 5 },
      { title: say("place"), share: 2.4 },
      { title: say("reason"), share: 2.6 },
      { title: say("unitsOf"), share: 1.2, isNumber: true },
      { title: say("stock"), share: 1.8, isNumber: true },
      ...(hasMoney ? [{ title: say("value"), share: 2, isNumber: true }] : []),
    ],
    writeOff.lines.map((line) => [
      String(line.position + 1),
      [line.title, line.variantTitle, line.sku].filter(Boolean).join(" · "),
      words.place(line),
      [
        words.reason(line.reasonLabel),
        line.disposal ? words.word(`words:disposal.${line.disposal}`) : "",
        line.note,
      ]
        .filter(Boolean)
        .join(" · "),
      line.fate === "applied"
        ? number(line.quantity)
        : `${number(line.quantity)} (${words.word(`words:fate.${line.fate}`)})`,
      line.before === null || line.after === null ? "" : `${number(line.before)} → ${number(line.after)}`,
      ...(hasMoney ? [money(line.value)] : []),
    ]),
  );
}

export function captionsOf(evidence: EvidenceView, name: string, words: PaperWords): string[] {
  const { say, instant } = words;
  const who = evidence.addedBy?.name ?? say("guest");
  return [
    `${name}: ${say("addedBy", { who, at: instant(evidence.addedAt) })}`,
    `SHA-256 ${evidence.sha256}`,
    ...(evidence.later ? [say("later")] : []),
    ...(evidence.withdrawn ? [say("withdrawn", { cause: evidence.withdrawn.cause })] : []),
    ...(evidence.erased ? [say("erased", { cause: evidence.erased.cause })] : []),
  ];
}

const row = (term: string, told: string): [string, string][] => [[term, told]];
