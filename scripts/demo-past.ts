import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v5 } from "uuid";
import { cornerBakery } from "../prisma/scenarios/corner-bakery.ts";
import { modaNorte } from "../prisma/scenarios/moda-norte.ts";
import type { Scenario } from "../prisma/scenarios/scenario.ts";
import type { ShopifyEmulator } from "../tests/emulators/shopify/emulator.ts";
import { drawPhoto } from "./demo-photo.ts";
import { demoFolder } from "./demo-record.ts";

/** Something that happens again and again in a shop, so often out of a hundred days. */
type Habit = {
  percent: number;
  reasonId: string;
  /** Which products of the scenario it meets. */
  products: number[];
  place: number;
  lines: number;
  most: number;
  disposal?: string;
  theftClass?: string;
  note?: string;
};

type Past = {
  scenario: Scenario;
  habits: Habit[];
  incident: { name: string; note: string; daysAgo: number; lines: Habit };
  asked: Habit[];
  flagged: Habit;
};

const DAYS = 120;
const DAY_MS = 86_400_000;
const marker = join(demoFolder, "past.json");

const bakery: Past = {
  scenario: cornerBakery,
  habits: [
    {
      percent: 55,
      reasonId: "expired",
      products: [0, 1, 2, 3],
      place: 0,
      lines: 3,
      most: 9,
      disposal: "donated",
    },
    {
      percent: 18,
      reasonId: "expired",
      products: [4, 5, 6],
      place: 0,
      lines: 2,
      most: 3,
      disposal: "destroyed",
    },
    { percent: 14, reasonId: "deteriorated", products: [2, 3, 6], place: 1, lines: 2, most: 8 },
    { percent: 7, reasonId: "production-error", products: [0, 1, 4], place: 0, lines: 1, most: 12 },
    { percent: 5, reasonId: "internal-use", products: [2, 3], place: 0, lines: 1, most: 4 },
  ],
  incident: {
    name: "Freezer stood still",
    note: "The plug was pulled for cleaning on Saturday evening.",
    daysAgo: 33,
    lines: { percent: 100, reasonId: "deteriorated", products: [6, 7, 8], place: 0, lines: 3, most: 40 },
  },
  asked: [
    {
      percent: 100,
      reasonId: "damaged",
      products: [5],
      place: 1,
      lines: 1,
      most: 3,
      note: "Tray fell at the market.",
    },
    { percent: 100, reasonId: "expired", products: [6], place: 0, lines: 1, most: 6 },
  ],
  flagged: { percent: 100, reasonId: "expired", products: [7, 8], place: 0, lines: 2, most: 5 },
};

const fashion: Past = {
  scenario: modaNorte,
  habits: [
    {
      percent: 16,
      reasonId: "stolen",
      products: [1, 4, 5],
      place: 0,
      lines: 1,
      most: 2,
      theftClass: "shoplifting",
    },
    { percent: 9, reasonId: "damaged", products: [0, 3], place: 1, lines: 1, most: 2, disposal: "recycled" },
    { percent: 6, reasonId: "lost", products: [3, 4], place: 2, lines: 1, most: 3 },
    { percent: 4, reasonId: "record-error", products: [0, 1, 3], place: 2, lines: 1, most: 4 },
    { percent: 3, reasonId: "obsolete", products: [2, 5], place: 2, lines: 2, most: 14, disposal: "donated" },
  ],
  incident: {
    name: "Fin de temporada de invierno",
    note: "Lo que no se vendió en la liquidación.",
    daysAgo: 62,
    lines: {
      percent: 100,
      reasonId: "obsolete",
      products: [2, 5],
      place: 2,
      lines: 2,
      most: 30,
      disposal: "sold-as-scrap",
    },
  },
  asked: [
    {
      percent: 100,
      reasonId: "stolen",
      products: [1],
      place: 0,
      lines: 1,
      most: 2,
      theftClass: "shoplifting",
      note: "Faltan después del sábado.",
    },
  ],
  flagged: { percent: 100, reasonId: "damaged", products: [0, 3], place: 1, lines: 2, most: 2 },
};

/**
 * Gives two shops the months they would have had, through the doors people use, once. What happens on a day
 * and the ids of it follow from the day alone: whoever was stopped in the middle says the same again, and the
 * app answers as the first time.
 */
export async function livePast(shopify: ShopifyEmulator, appUrl: string): Promise<void> {
  if (existsSync(marker)) return;
  for (const past of [bakery, fashion]) await live(past, shopify, appUrl);
  writeFileSync(marker, JSON.stringify({ shops: [bakery, fashion].map(({ scenario }) => scenario.handle) }));
}

async function live(past: Past, shopify: ShopifyEmulator, appUrl: string): Promise<void> {
  const { scenario } = past;
  const [owner, manager, assistant] = scenario.staff.map((one) => doorOf(shopify, appUrl, scenario, one.id));
  if (!owner || !manager || !assistant) throw new Error(`${scenario.handle} has too few people`);
  const { name, note, daysAgo, lines } = past.incident;
  const incidentId = fateOf(`${scenario.handle} incident`).id();
  await owner.json("/app/incidents/new", { id: incidentId, name, note });
  for (let ago = DAYS; ago > 0; ago -= 1) {
    const eventDate = dayBefore(scenario.timeZone, ago);
    const fate = fateOf(`${scenario.handle} ${eventDate}`);
    for (const habit of past.habits) {
      if (fate.dice(100) >= habit.percent) continue;
      const who = fate.dice(3) === 0 ? owner : manager;
      const id = fate.id();
      const photo = fateOf(`${id} photo`);
      // As on the form: what shows it is there before anything is decided.
      if (photo.dice(9) === 0) await addPhoto(who, id, photo);
      await writeOff(who, scenario, habit, { id, fate, eventDate });
      const reversal = { id: fate.id(), cause: "mistake" };
      if (fate.dice(24) === 0) await who.json(`/api/write-offs/${id}/reversals`, reversal);
    }
    if (ago !== daysAgo) continue;
    const id = fate.id();
    await addPhoto(manager, id, fateOf(`${id} photo`));
    await writeOff(manager, scenario, lines, { id, fate, eventDate });
    await owner.json("/app/incidents/tags", { id: fate.id(), incidentId, documentIds: [id] });
  }
  const fate = fateOf(`${scenario.handle} waiting`);
  for (const habit of past.asked) await writeOff(assistant, scenario, habit, { id: fate.id(), fate });
  for (const line of linesOf(scenario, past.flagged, fate.dice))
    await manager.json("/api/drafts/flags", { id: fate.id(), ...line });
}

async function writeOff(
  door: Door,
  scenario: Scenario,
  habit: Habit,
  { id, fate, eventDate }: { id: string; fate: Fate; eventDate?: string },
): Promise<void> {
  const { note } = habit;
  const lines = linesOf(scenario, habit, fate.dice);
  await door.json("/api/write-offs", { id, lines, ...(eventDate && { eventDate }), ...(note && { note }) });
}

function linesOf({ products, locations }: Scenario, habit: Habit, dice: Dice) {
  const { reasonId, disposal, theftClass } = habit;
  const first = dice(habit.products.length);
  const inTurn = [...habit.products.slice(first), ...habit.products.slice(0, first)];
  return inTurn.slice(0, 1 + dice(habit.lines)).flatMap((place) => {
    const variants = products[place]?.variants ?? [];
    const variant = variants[dice(variants.length)];
    const location = locations[habit.place];
    if (!variant || !location) return [];
    return {
      itemId: `gid://shopify/InventoryItem/${variant.itemId}`,
      locationId: `gid://shopify/Location/${location.id}`,
      quantity: 1 + dice(habit.most),
      reasonId,
      ...(disposal && { disposal }),
      ...(theftClass && { theftClass }),
    };
  });
}

async function addPhoto(door: Door, documentId: string, fate: Fate): Promise<void> {
  const form = new FormData();
  form.set("id", fate.id());
  form.set("ownerKind", "document");
  form.set("ownerId", documentId);
  form.set("file", new File([drawPhoto(fate.dice(1_000))], "photo.png", { type: "image/png" }));
  await door.send("/api/evidence", { body: form });
}

type Door = {
  json(path: string, body: object): Promise<void>;
  send(path: string, init: { body: FormData | string; headers?: Record<string, string> }): Promise<void>;
};

function doorOf(shopify: ShopifyEmulator, appUrl: string, { handle }: Scenario, staffId: number): Door {
  const send: Door["send"] = async (path, init) => {
    const token = shopify.mintIdToken({ userId: String(staffId), shop: handle });
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const answer = await fetch(`${appUrl}${path}`, { method: "POST", body: init.body, headers });
    const text = await answer.text();
    if (!answer.ok || text.includes('"ok":false'))
      throw new Error(`The demo's past stopped at ${path} (${answer.status}): ${text.slice(0, 300)}`);
  };
  const json: Door["json"] = (path, body) =>
    send(path, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  return { json, send };
}

function dayBefore(timeZone: string, days: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(Date.now() - days * DAY_MS));
}

type Dice = (sides: number) => number;
type Fate = { dice: Dice; id(): string };

/** The same name, the same throws and the same ids. */
function fateOf(name: string): Fate {
  let state = createHash("sha256").update(name).digest().readUInt32BE();
  let ids = 0;
  return {
    dice(sides) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * sides);
    },
    id() {
      ids += 1;
      return v5(`${name} ${ids}`, v5.URL);
    },
  };
}
