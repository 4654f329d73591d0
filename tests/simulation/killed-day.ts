import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { defaultSwitches } from "#tests/emulators/shopify/switches.ts";
import type { House } from "./house.ts";
import type { Move } from "./run.ts";
import { simulatedShop } from "./shop.ts";
import { type Time, timeOf } from "./time.ts";
import { type Answer, type Visitor, visitorOf } from "./visitor.ts";
import type { Weather } from "./weather.ts";

const staff = { owner: "9000001", manager: "9000002", assistantWithoutCosts: "9000004" };

/** One day of one shop in a house of real processes. */
export type KilledDay = {
  weather: Weather;
  house: House;
  emulator: ShopifyEmulator;
  handle: string;
  shopId: string;
  owner: Visitor;
  visitors: Visitor[];
  time: Time;
  phase: "storm" | "calm" | "evening";
  submitted: string[];
  promised: Set<string>;
  /** Answers that no weather excuses. */
  mistakes: string[];
  lastEffect: Move[];
  story: string[];
  tell(what: string): void;
};

export async function openDay(seed: number, weather: Weather, house: House): Promise<KilledDay> {
  const handle = `killed-${seed}-${process.pid}-${Date.now().toString(36)}`;
  const { emulator, stage } = house;
  const { domain } = emulator.addShop(simulatedShop(handle));
  emulator.setSwitches({ ...defaultSwitches, ...weather.switches });
  const visitors = Object.values(staff).map((userId) => visitorOf(house, handle, userId));
  const [owner] = visitors as [Visitor];
  const opened = await owner.ask("/api/write-offs");
  if (opened?.status !== 200) throw new Error(`The app cannot be opened: ${JSON.stringify(opened)}`);
  const { rows } = await stage.owner.query<{ id: string }>("SELECT id FROM shop WHERE domain = $1", [domain]);
  const shopId = rows[0]?.id;
  if (!shopId) throw new Error(`${domain} is not written down`);
  const time = timeOf(stage.admin, shopId, { emulator, landed: () => emulator.requests.quiet() });
  const story: string[] = [];
  return {
    ...{ weather, house, emulator, handle, shopId, owner, visitors, time, story },
    phase: "storm",
    submitted: [],
    promised: new Set(),
    mistakes: [],
    lastEffect: [],
    tell: (what) => void story.push(what),
  };
}

/** What a person hears; a failure of ours is wrong in any weather. */
export function hear(day: KilledDay, what: string, answer: Answer | null): Answer | null {
  day.tell(`  ${what}: ${answer ? `${answer.status}${problemsOf(answer)}` : "no answer"}`);
  if (answer?.status === 500) day.mistakes.push(`${what}: ${JSON.stringify(answer.body)}`);
  if (!answer) day.mistakes.push(`${what}: nobody answered for as long as a person would try`);
  return answer;
}

function problemsOf({ body }: Answer): string {
  const { problems } = body as { problems?: { code: string }[] };
  return problems ? ` ${problems.map((problem) => problem.code).join(", ")}` : "";
}
