import { systemIds } from "#app/adapters/system-clock.ts";
import type { Result } from "#app/domain/result.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import type { Dice } from "./dice.ts";
import { nameOf, type Run, workOnce } from "./run.ts";
import { fromOf, places } from "./shop.ts";

type Told = Result<{ documentId: string; first: boolean }> | "died" | "outside";
type AsPerson = (work: (ctx: ShopContext) => Promise<Told>) => Promise<Told>;

/** What somebody does, with dice of their own: the same in every run of a seed. */
export async function oneAct(run: Run, dice: Dice, asPerson: AsPerson): Promise<void> {
  const roll = dice.between(1, 10);
  if (roll > 7) {
    run.tell("a worker looks for jobs");
    return workOnce(run, dice);
  }
  const mayReverse = run.weather.goodsReturn !== "in-the-evening" && run.submitted.length > 0;
  return roll > 5 && mayReverse ? reverse(run, dice, asPerson) : submit(run, dice, asPerson);
}

async function submit(run: Run, dice: Dice, asPerson: AsPerson): Promise<void> {
  const id = systemIds.next();
  const lines = Array.from({ length: dice.between(1, 4) }, () => ({
    ...dice.pick(places),
    quantity: dice.between(1, 4),
    reasonId: dice.pick(["damaged", "stolen", "expired"]),
    ...fromOf(dice, run.weather),
  }));
  run.submitted.push(id);
  const told = lines.map((line) => `${line.quantity} of ${nameOf(line)} ${line.from ?? ""}`.trim());
  const what = `document ${run.submitted.length}: ${told.join(", ")}`;
  await insist(run, dice, { id, what }, () => asPerson((ctx) => submitWriteOff(ctx, { id, lines })));
}

export async function reverse(run: Run, dice: Dice, asPerson: AsPerson): Promise<void> {
  const id = systemIds.next();
  const chosen = dice.between(1, run.submitted.length);
  const reverses = run.submitted[chosen - 1] ?? "";
  const some = dice.chance(0.5)
    ? { lines: [{ position: dice.between(0, 2), quantity: dice.between(1, 3) }] }
    : {};
  const cause = dice.pick(["mistake", "found"] as const);
  run.submitted.push(id);
  const what = `document ${run.submitted.length} reverses ${some.lines ? "some of " : ""}document ${chosen}`;
  await insist(run, dice, { id, what }, () =>
    asPerson((ctx) => reverseWriteOff(ctx, { id, reverses, cause, ...some })),
  );
}

/** Whoever hears nothing asks again with the same id; so does a finger that slips. */
async function insist(
  run: Run,
  dice: Dice,
  { id, what }: { id: string; what: string },
  ask: () => Promise<Told>,
): Promise<void> {
  const slips = dice.chance(0.3);
  const patient = dice.chance(0.5);
  run.tell(what);
  const first = await ask();
  const silent = first === "died" || first === "outside";
  const second = (silent && patient) || slips ? await ask() : first;
  for (const told of new Set([first, second])) {
    run.tell(typeof told === "string" ? `  heard: ${told}` : `  told: ${wordsOf(told)}`);
    if (typeof told !== "string" && told.ok) run.promised.add(id);
  }
}

function wordsOf(told: Exclude<Told, string>): string {
  if (!told.ok) return told.problems.map((problem) => problem.code).join(", ");
  return told.value.first ? "written down" : "known already";
}
