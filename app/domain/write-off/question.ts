import type { Problem } from "../problem.ts";
import type { Disposal } from "../reason/disposal.ts";
import type { Reason } from "../reason/reason.ts";
import { mayBeWorth } from "../reason/salvage.ts";
import { doublesOf } from "./doubles.ts";
import type { WriteOffPlan } from "./plan.ts";
import { type FoundPlace, keyOfLevel, nameOf } from "./stock.ts";
import { isSetAside, type TakenFrom, unitsOn } from "./taken-from.ts";

export const QUESTION_CODES = [
  "implausible-quantity",
  "doubled",
  "below-committed",
  "worth-something",
] as const;
export type QuestionCode = (typeof QUESTION_CODES)[number];

/**
 * Something a person is asked before goods leave. Nothing is refused by it: whoever has read it says so by
 * its key, and the document keeps what was asked and answered.
 */
export type Question = {
  code: QuestionCode;
  key: string;
  /** Which line it speaks of; null: the document. */
  position: number | null;
  facts: NonNullable<Problem["facts"]>;
};

/** What was written off of these items lately, and what of them stands on lists. */
export type Recent = {
  lines: RecentLine[];
  flagged: RecentFlag[];
  doubledWithinHours: number;
  /** From this value on goods that may be worth something are asked about. */
  salvageFromMinor: bigint;
};

export type RecentLine = {
  itemId: string;
  locationId: string;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  documentId: string;
  number: string;
  by: string;
  hoursAgo: number;
  /** Everything of it has come back: writing it off again is no doubling. */
  undone: boolean;
};

export type RecentFlag = {
  draftLineId: string | null;
  itemId: string;
  locationId: string;
  takenFrom: TakenFrom;
  reasonId: string;
  quantity: number;
  by: string;
  waiting: "flagged" | "request";
  documentId: string | null;
};

export type AskedLine = FoundPlace & {
  position: number;
  takenFrom: TakenFrom;
  command: { quantity: number; draftLineId?: string | undefined; salvage?: string | undefined };
  reason: Reason;
  disposal: Disposal | null;
  valueMinor: bigint | null;
};

export function questionsOf(documentId: string, lines: AskedLine[], recent: Recent): Question[] {
  const asked = [
    ...lines.flatMap((line) => implausible(line, recent)),
    ...doublesOf(documentId, lines, recent),
    ...belowCommitted(lines),
    ...worthSomething(lines, recent),
  ];
  return asked.filter(({ key }, place) => asked.findIndex((one) => one.key === key) === place);
}

/** What a person was asked, and what they said could still be had from the goods: for the trail. */
export function answersOf({ questions, lines }: WriteOffPlan) {
  const salvage = [...new Set(lines.flatMap((line) => line.salvage ?? []))];
  return {
    ...(questions.length > 0 ? { answered: questions.map(({ key }) => key) } : {}),
    ...(salvage.length > 0 ? { salvage } : {}),
  };
}

/** What is still to be read of what is asked. */
export function openQuestions(questions: Question[], answered: string[]): Question[] {
  const known = new Set(answered);
  return questions.filter(({ key }) => !known.has(key));
}

export function problemOfQuestion({ code, key, position, facts }: Question): Problem {
  return { code, ...(position === null ? {} : { at: ["lines", position] }), facts: { ...facts, key } };
}

const USUAL_FROM = 3;
const USUAL_TIMES = 2.5;
const SMALL = 5;
const LARGE = 10;

/** Against what is usual for the item where that is known, else against what stands there. */
function implausible(line: AskedLine, recent: Recent): Question[] {
  const { position, command, item, level, location, takenFrom } = line;
  const { quantity, draftLineId } = command;
  const onHand = unitsOn(level, takenFrom);
  const key = `implausible-quantity ${keyOfLevel({ ...level, takenFrom })} ${quantity}`;
  const names = { item: nameOf(item), location: location.name, asked: quantity };
  const past = recent.lines.filter((line) => line.itemId === item.itemId && !line.undone);
  const said = { code: "implausible-quantity", key, position } as const;
  if (past.length >= USUAL_FROM) {
    const usual = past.map((line) => line.quantity).toSorted((a, b) => a - b);
    const middle = usual[Math.floor(usual.length / 2)] ?? 0;
    const most = usual.at(-1) ?? 0;
    if (quantity < SMALL || quantity <= most || quantity <= middle * USUAL_TIMES) return [];
    return [{ ...said, facts: { ...names, usual: middle, most, onHand } }];
  }
  if (draftLineId || quantity < LARGE || quantity * 2 <= onHand) return [];
  return [{ ...said, facts: { ...names, usual: null, most: null, onHand } }];
}

/** Only where the shop allows it: then orders that wait for these goods lose them. */
function belowCommitted(lines: AskedLine[]): Question[] {
  const asked = new Map<string, number>();
  return lines.flatMap(({ position, command, level, item, location, takenFrom }) => {
    if (isSetAside(takenFrom)) return [];
    const key = keyOfLevel({ ...level, takenFrom });
    const total = (asked.get(key) ?? 0) + command.quantity;
    asked.set(key, total);
    const after = level.available - total;
    if (after >= 0) return [];
    const facts = {
      item: nameOf(item),
      location: location.name,
      available: level.available,
      committed: level.committed,
      short: Math.min(-after, total),
    };
    return [{ code: "below-committed" as const, key: `below-committed ${key} ${total}`, position, facts }];
  });
}

/**
 * Once a document, and for little only where a whole list of outdated goods is given up: a single broken mug
 * costs less than the question.
 */
function worthSomething(lines: AskedLine[], { salvageFromMinor }: Recent): Question[] {
  const worth = lines.filter(
    ({ reason, disposal, command }) => !command.salvage && mayBeWorth(reason, disposal),
  );
  const value = worth.reduce((sum, line) => sum + (line.valueMinor ?? 0n), 0n);
  const outdated = lines.length > 1 && worth.some(({ reason }) => reason.family === "obsolescence");
  if (worth.length === 0 || (value < salvageFromMinor && !outdated)) return [];
  const positions = worth.map(({ position }) => position);
  const [first] = worth;
  const facts = {
    lines: worth.length,
    units: worth.reduce((sum, { command }) => sum + command.quantity, 0),
    item: first ? nameOf(first.item) : "",
    positions: positions.map(String),
  };
  return [{ code: "worth-something", key: `worth-something ${positions.join(" ")}`, position: null, facts }];
}
