import type { Reason } from "../reason/reason.ts";
import type { AskedLine, Question, Recent, RecentLine } from "./question.ts";
import { type FoundPlace, keyOfLevel, nameOf } from "./stock.ts";

/** What a doubling is seen by. */
type SaidLine = Pick<AskedLine, "position" | "takenFrom"> & {
  command: Pick<AskedLine["command"], "quantity" | "draftLineId">;
  item: Pick<FoundPlace["item"], "title" | "variantTitle">;
  location: Pick<FoundPlace["location"], "name">;
  level: Pick<FoundPlace["level"], "itemId" | "locationId">;
  reason: Pick<Reason, "id">;
};

export function doublesOf(documentId: string, lines: SaidLine[], recent: Recent): Question[] {
  return lines.flatMap((line) => doubled(documentId, line, { lines, recent }));
}

/** The same goods of the same place for the same reason: in this document, in another, or on a list. */
function doubled(
  documentId: string,
  line: SaidLine,
  { lines, recent }: { lines: SaidLine[]; recent: Recent },
): Question[] {
  const { command, reason, takenFrom } = line;
  const place = keyOfLevel({ ...line.level, takenFrom });
  const same = (one: Pick<RecentLine, "itemId" | "locationId" | "takenFrom" | "reasonId">) =>
    keyOfLevel(one) === place && one.reasonId === reason.id;
  const said = (where: string, by: string | null, document: string | null, number: string | null) => ({
    code: "doubled" as const,
    key: `doubled ${place} ${command.quantity} ${reason.id} ${where} ${document ?? ""}`,
    position: line.position,
    facts: {
      item: nameOf(line.item),
      location: line.location.name,
      quantity: command.quantity,
      where,
      by,
      documentId: document,
      number,
    },
  });
  const earlier = lines.find(
    (one) =>
      one.position < line.position &&
      same({ ...one.level, takenFrom: one.takenFrom, reasonId: one.reason.id }) &&
      one.command.quantity === command.quantity,
  );
  const booked = recent.lines.find(
    (one) =>
      same(one) &&
      one.quantity === command.quantity &&
      one.documentId !== documentId &&
      one.hoursAgo <= recent.doubledWithinHours &&
      !one.undone,
  );
  const taken = new Set(lines.map((one) => one.command.draftLineId));
  const listed = recent.flagged.find(
    (one) => same(one) && one.documentId !== documentId && !(one.draftLineId && taken.has(one.draftLineId)),
  );
  return [
    ...(earlier ? [said("here", null, null, null)] : []),
    ...(booked ? [said("document", booked.by, booked.documentId, booked.number)] : []),
    ...(listed ? [said(listed.waiting, listed.by, listed.documentId, null)] : []),
  ];
}
