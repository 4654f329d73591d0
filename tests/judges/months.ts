import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { DEFAULT_REASONS } from "#app/domain/reason/default-reasons.ts";
import { DISPOSALS } from "#app/domain/reason/disposal.ts";
import { closePeriod } from "#app/use-cases/journal/close-period.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { hostileWords } from "#tests/support/exported-book.ts";
import type { Scenario } from "../../prisma/scenarios/scenario.ts";
import { type Desk, undo, write } from "../integration/use-cases/desk.ts";
import type { Dice } from "../simulation/dice.ts";

export const MONTH_ENDS = [
  "2026-06-30",
  "2026-07-31",
  "2026-08-31",
  "2026-09-30",
  "2026-10-31",
  "2026-11-30",
];
const [TURNS, CLOSING_TURN, DOCUMENTS_LEAST] = [16, 10, 5];
const TODAY = "2026-11-21T12:00:00Z";
const REASONS = DEFAULT_REASONS.filter(({ kinds }) => kinds.includes("off")).map(({ id }) => id);

/** What a person may type: the database takes neither NUL nor half a letter. */
const WORDS = Object.values(hostileWords)
  .map((words) => words.replaceAll("\0", "").toWellFormed().slice(0, 1_000).toWellFormed())
  .filter((words) => words !== "");

export type Lived = { documents: number; reversals: number; valued: number };

/** Half a year of a shop by its own use cases: write-offs of any day, reversals of any part, late values. */
export async function liveMonths(desk: Desk, scenario: Scenario, dice: Dice): Promise<Lived> {
  desk.clock.set(TODAY);
  const lived = { documents: 0, reversals: 0, valued: 0 };
  const done: string[] = [];
  for (let turn = 0; turn < TURNS || (done.length < DOCUMENTS_LEAST && turn < 4 * TURNS); turn += 1) {
    const original = dice.pick([undefined, ...done]);
    if (original !== undefined && dice.chance(0.6)) lived.reversals += await reverse(desk, dice, original);
    else done.push(...(await writeOff(desk, scenario, dice)));
    if (turn === CLOSING_TURN) lived.valued = await closeSummer(desk, dice);
  }
  for (const id of lived.reversals > 0 ? [] : done.slice(0, 1))
    lived.reversals += (await reverseWriteOff(desk.manager, undo(id))).ok ? 1 : 0;
  return { ...lived, documents: done.length };
}

async function writeOff(desk: Desk, scenario: Scenario, dice: Dice): Promise<string[]> {
  const stocked = stockedItems(scenario);
  const lines = Array.from({ length: dice.between(1, 4) }, () => ({
    ...dice.pick(stocked),
    quantity: dice.between(1, 3),
    reasonId: dice.pick(REASONS),
    note: dice.pick(WORDS),
    ...(dice.chance(0.2) ? { disposal: dice.pick(DISPOSALS) } : {}),
    ...(dice.chance(0.3)
      ? { unitCost: { amount: oddCost(dice), cause: dice.pick(WORDS).slice(0, 400) } }
      : {}),
  }));
  const day = `2026-${String(dice.between(6, 10)).padStart(2, "0")}-${String(dice.between(1, 28)).padStart(2, "0")}`;
  const command = { ...write(...lines), eventDate: day, note: dice.pick(WORDS) };
  const answer = await submitWriteOff(desk.manager, command);
  return answer.ok ? [command.id] : [];
}

/** Some units of some lines, or all that is left; what has come back already cannot come back twice. */
async function reverse(desk: Desk, dice: Dice, id: string): Promise<number> {
  const { lines } = await desk.document(id);
  const parts = lines
    .filter(() => dice.chance(0.7))
    .map(({ position, quantity }) => ({ position, quantity: dice.between(1, quantity) }));
  const cause = dice.pick(["mistake", "found"] as const);
  const some = parts.length > 0 && dice.chance(0.7) ? { lines: parts } : {};
  const answer = await reverseWriteOff(desk.manager, undo(id, { cause, ...some, note: dice.pick(WORDS) }));
  return answer.ok ? 1 : 0;
}

/** Values what still waits for a value and closes the summer, so that later entries move to open days. */
async function closeSummer(desk: Desk, dice: Dice): Promise<number> {
  const waiting = await desk.sql<{ id: string; position: number }>(
    `SELECT document_id AS id, position FROM document_line
      WHERE value_minor IS NULL AND fate = 'applied' AND reverses_line_id IS NULL`,
  );
  let valued = 0;
  for (const { id, position } of waiting) {
    const cost = { unitCost: { amount: oddCost(dice) }, cause: "from the invoice" };
    valued += (await valueLine(desk.manager, { documentId: id, position, ...cost })).ok ? 1 : 0;
  }
  const closed = await closePeriod(desk.manager, { through: "2026-08-31" });
  if (!closed.ok) throw new Error(`the summer stays open: ${JSON.stringify(closed.problems)}`);
  return valued;
}

/** With more places than any currency has, so that every line is rounded. */
function oddCost(dice: Dice): string {
  return `${dice.between(0, 99)}.${String(dice.between(1, 99_999)).padStart(5, "0")}`;
}

function stockedItems({ locations, products }: Scenario): { itemId: ItemId; locationId: LocationId }[] {
  const active = new Set(
    locations.filter((one) => one.active !== false && !one.fulfillmentService).map(({ id }) => id),
  );
  return products
    .flatMap(({ variants }) => variants)
    .flatMap(({ itemId, levels }) =>
      (levels ?? [])
        .filter(({ locationId }) => active.has(locationId))
        .map(({ locationId }) => ({
          itemId: `gid://shopify/InventoryItem/${itemId}` as const,
          locationId: `gid://shopify/Location/${locationId}` as const,
        })),
    );
}
