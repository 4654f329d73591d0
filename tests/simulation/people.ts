import { v7 } from "uuid";
import type { Dice } from "./dice.ts";
import { hear, type KilledDay } from "./killed-day.ts";
import { nameOf } from "./run.ts";
import { fromOf, places } from "./shop.ts";
import type { Visitor } from "./visitor.ts";

/** How long somebody waits for an answer before asking again with the same id. */
const PATIENCE_MS = [400, 1_500, 20_000];

/** A person's day: some write-offs, some of them taken back. */
export async function liveAsPerson(day: KilledDay, dice: Dice, visitor: Visitor): Promise<void> {
  for (let left = dice.between(2, 4); left > 0; left -= 1) {
    const mayReturn = day.weather.goodsReturn === "any-time" && day.submitted.length > 0;
    await (mayReturn && dice.chance(0.3) ? reverse(day, dice, visitor) : writeOff(day, dice, visitor));
  }
}

async function writeOff(day: KilledDay, dice: Dice, visitor: Visitor): Promise<void> {
  const lines = Array.from({ length: dice.between(1, 3) }, () => ({
    ...dice.pick(places),
    quantity: dice.between(1, 2),
    reasonId: dice.pick(["damaged", "stolen"]),
    ...fromOf(dice, day.weather),
  }));
  const what = lines.map((line) => `${line.quantity} of ${nameOf(line)}`).join(", ");
  await submit(day, dice, visitor, { path: "/api/write-offs", body: { lines }, what });
}

export async function reverse(day: KilledDay, dice: Dice, visitor: Visitor): Promise<void> {
  const chosen = dice.between(1, day.submitted.length);
  const path = `/api/write-offs/${day.submitted[chosen - 1]}/reversals`;
  const some = dice.chance(0.4) ? { lines: [{ position: 0, quantity: 1 }] } : {};
  const what = `back with ${some.lines ? "a unit of " : ""}document ${chosen}`;
  await submit(day, dice, visitor, { path, body: { cause: "mistake", ...some }, what });
}

async function submit(
  day: KilledDay,
  dice: Dice,
  visitor: Visitor,
  wish: { path: string; body: object; what: string },
): Promise<void> {
  const id = v7();
  day.submitted.push(id);
  const what = `document ${day.submitted.length} (${wish.what})`;
  const patience = dice.pick(PATIENCE_MS);
  const slips = dice.chance(0.3);
  day.tell(what);
  const ask = () => visitor.ask(wish.path, { id, ...wish.body }, patience);
  const answers = await Promise.all(slips ? [ask(), ask()] : [ask()]);
  for (const answer of answers) {
    const heard = hear(day, what, answer);
    if (heard && heard.status < 300) day.promised.add(id);
  }
}
