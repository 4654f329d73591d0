import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { openDatabase } from "#app/db/open-database.ts";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Result } from "#app/domain/result.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { BookKind, BookVendor } from "#app/ports/book.ts";
import type { Clock } from "#app/ports/clock.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { defaultSwitches } from "#tests/emulators/shopify/switches.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { inShopModels } from "#tests/support/models.ts";
import { openShopWorld, type ShopWorld } from "#tests/support/shop-world.ts";
import { totalsAreSums } from "#tests/support/totals-are-sums.ts";
import { mugShop } from "../../../prisma/scenarios/mug-shop.ts";
import type { Scenario } from "../../../prisma/scenarios/scenario.ts";

export type Line = WriteOffCommand["lines"][number];

export const item = (number: number): ItemId => `gid://shopify/InventoryItem/${4100000000 + number}`;
export const place = (number: number): LocationId => `gid://shopify/Location/${7000000000 + number}`;
export const [mug, plate, largePlate, sandPlate, tin] = [item(1), item(2), item(3), item(4), item(5)];
export const [wrapping, breakfast, towel, greyTowel, bottle, redMug] = [6, 7, 8, 9, 10, 11].map(item) as [
  ItemId,
  ItemId,
  ItemId,
  ItemId,
  ItemId,
  ItemId,
];
export const [mainStreet, backRoom, oldCellar] = [place(1), place(2), place(3)];

/** Time goes on by itself and by sleeping, which takes none: waits end at once and still pass. */
export type TurnedClock = Clock & {
  set(instant: string): void;
  /** From this instant on it goes on by sleeping alone: for what depends on a second. */
  hold(instant: string): void;
};

export type Desk = {
  emulator: ShopifyEmulator;
  world: ShopWorld;
  /** Somebody who may write off and sees cost. */
  manager: ShopContext;
  clock: TurnedClock;
  appUrl: string;
  ownerUrl: string;
  as(name: string | null, parts?: Partial<ShopContext>): Promise<ShopContext>;
  /** As the database's owner: what no door of ours does yet. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Hours go by for Shopify and for our rows alike. */
  ageBy(ms: number): Promise<void>;
  document(id: string): Promise<SeenDocument>;
  count(): Promise<Record<string, number>>;
  onShelf(itemId: ItemId, locationId?: LocationId): number;
};

type Vendors = () => ReadonlyMap<BookKind, BookVendor>;

export type SeenDocument = Awaited<ReturnType<typeof readDocument>>;

/**
 * One emulated shop and one database for a test file; every test begins with full shelves and ends square.
 */
export function openDesk(scenario: Scenario = mugShop, vendors: Vendors = () => new Map()): Desk {
  const desk = { as: (name, parts) => desk.world.as(name, { clock: desk.clock, ...parts }) } as Desk;
  let database: ShopWorld["database"];
  let made: Awaited<ReturnType<typeof freshDatabase>>;
  let owner: pg.Client;
  let fresh: ReturnType<ShopifyEmulator["snapshot"]>;

  beforeAll(async () => {
    made = await freshDatabase();
    desk.appUrl = made.appUrl;
    desk.ownerUrl = made.ownerUrl;
    owner = new pg.Client({ connectionString: made.ownerUrl });
    await owner.connect();
    desk.emulator = await startShopify({ scenarios: [scenario] });
    database = openDatabase(made.appUrl, () => {});
    fresh = desk.emulator.snapshot();
  });
  beforeEach(async () => {
    const { emulator } = desk;
    emulator.restore(fresh);
    emulator.faults.clear();
    emulator.faults.heal();
    emulator.setSwitches(defaultSwitches);
    for (const hook of ["onRequest", "beforeEffect", "afterEffect"] as const) delete emulator.hooks[hook];
    await owner.query("DELETE FROM shop_budget");
    await owner.query(
      `UPDATE shop SET uninstalled_at = NULL, closed_through = NULL, refuse_below_zero = true,
         refuse_below_committed = true, material_threshold_minor = NULL`,
    );
    // What an earlier test saw of the shelves is not what stands on them now.
    for (const mirror of ["item_mirror", "level_mirror"]) await owner.query(`DELETE FROM ${mirror}`);
    desk.world = await openShopWorld(emulator, made.appUrl, {
      database,
      shop: scenario.handle,
      vendors: vendors(),
    });
    desk.clock = turnedClock();
    const able = scenario.staff.filter((one) => one.mayChangeInventory !== false && one.seesCosts !== false);
    desk.manager = await desk.as(able.at(-1)?.firstName ?? "");
    emulator.requests.clear();
  });
  afterEach(async () => expect(await notSquare(owner)).toEqual([]));
  afterAll(async () => {
    await database?.$disconnect();
    await desk.emulator?.close();
    await owner?.end();
    await made?.drop();
  });

  desk.sql = async (text, values) => (await owner.query(text, values)).rows;
  desk.ageBy = async (ms) => {
    desk.emulator.ageBy(ms);
    await owner.query("ALTER TABLE attempt DISABLE TRIGGER finished_is_final");
    for (const [table, columns] of Object.entries(aging)) {
      const older = columns.map((column) => `${column} = ${column} - $1 * interval '1 millisecond'`);
      const open = table === "adjustment" ? "WHERE state = 'waiting'" : "";
      await owner.query(`UPDATE ${table} SET ${older.join(", ")} ${open}`, [ms]);
    }
    await owner.query("ALTER TABLE attempt ENABLE TRIGGER finished_is_final");
  };
  desk.document = (id) => readDocument(desk.world, id);
  desk.count = () => countRows(owner);
  desk.onShelf = (itemId, locationId = mainStreet) => desk.emulator.quantity({ itemId, locationId });
  return desk;
}

const aging: Record<string, string[]> = {
  attempt: ["made_at", "first_sent_at", "last_sent_at", "vendor_clock"],
  document: ["created_at"],
  adjustment: ["lease_until"],
  item_mirror: ["read_at", "cost_read_at"],
  level_mirror: ["updated_at"],
  location_mirror: ["read_at"],
};

export function write(...lines: (Partial<Line> & { itemId: ItemId })[]): WriteOffCommand {
  return {
    id: systemIds.next(),
    lines: lines.map((line) => ({ locationId: mainStreet, quantity: 1, reasonId: "damaged", ...line })),
  };
}

export function undo(id: string, parts: Partial<ReversalCommand> = {}): ReversalCommand {
  return { id: systemIds.next(), reverses: id, cause: "mistake", ...parts };
}

export async function submitted(
  desk: Desk,
  command: WriteOffCommand,
  ctx = desk.manager,
): Promise<SeenDocument> {
  const answer = await submitWriteOff(ctx, command);
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.problems)}`);
  return desk.document(command.id);
}

export async function reversed(
  desk: Desk,
  command: ReversalCommand,
  ctx = desk.manager,
): Promise<SeenDocument> {
  const answer = await reverseWriteOff(ctx, command);
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.problems)}`);
  return desk.document(command.id);
}

export function problemsOf(answer: Result<unknown>): Problem[] {
  return answer.ok ? [] : answer.problems;
}

/** Each entry as `role side amount`, in the order of its lines. */
export function journalOf(document: SeenDocument): string[][] {
  return document.entries.map((entry) =>
    entry.lines.map(({ role, side, amountMinor }) => `${role} ${side} ${amountMinor}`),
  );
}

export function fatesOf(document: SeenDocument): (string | null)[][] {
  return document.lines.map(({ fate, refusal }) => [fate, (refusal as Problem | null)?.code ?? null]);
}

export function attemptsOf(document: SeenDocument) {
  return document.adjustments.flatMap((adjustment) => adjustment.attempts);
}

/** How many calls the mutation saw, whatever became of them. */
export function writesAt(emulator: ShopifyEmulator): number {
  return emulator.requests.list().filter((one) => one.operations.includes("inventoryAdjustQuantities"))
    .length;
}

export const adjusting = { operation: "inventoryAdjustQuantities" } as const;

function turnedClock(): TurnedClock {
  let ahead = 0;
  let heldAt: number | null = null;
  const running = () => heldAt ?? Date.now();
  return {
    now: () => new Date(running() + ahead),
    sleep: async (ms) => {
      ahead += ms;
    },
    set: (instant) => {
      heldAt = null;
      ahead = Date.parse(instant) - Date.now();
    },
    hold: (instant) => {
      heldAt = Date.parse(instant);
      ahead = 0;
    },
  };
}

function readDocument(world: ShopWorld, id: string) {
  return inShopModels(world.database, world.shopId, (tx) =>
    tx.document.findFirstOrThrow({
      where: { id },
      include: {
        lines: { include: { balance: true }, orderBy: { position: "asc" } },
        entries: { include: { lines: { orderBy: { position: "asc" } } }, orderBy: { createdAt: "asc" } },
        adjustments: {
          include: { attempts: { orderBy: { ordinal: "asc" } } },
          orderBy: { ordinal: "asc" },
        },
      },
    }),
  );
}

async function countRows(owner: pg.Client): Promise<Record<string, number>> {
  const tables = [
    "document",
    "document_line",
    "adjustment",
    "attempt",
    "entry",
    "audit_event",
    "line_balance",
  ];
  const counted: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    counted[table] = rows[0]?.n ?? 0;
  }
  const { rows } = await owner.query<{ n: number | null }>(
    "SELECT max(last_number) AS n FROM document_counter",
  );
  return { ...counted, number: rows[0]?.n ?? 0 };
}

/** What must hold after everything that can happen, whatever a test was about. */
async function notSquare(owner: pg.Client): Promise<unknown[]> {
  const wrong: unknown[] = [];
  for (const [claim, sql] of Object.entries({ ...mustFindNothing, ...totalsAreSums })) {
    const { rows } = await owner.query(sql);
    wrong.push(...rows.map((row) => ({ claim, ...row })));
  }
  return wrong;
}

const mustFindNothing = {
  "daily totals are what the journal says": `
    SELECT * FROM (SELECT date, role, currency, debit_minor::numeric, credit_minor::numeric FROM account_day
      EXCEPT ALL SELECT e.accounting_date, l.role, e.currency,
        coalesce(sum(l.amount_minor) FILTER (WHERE l.side = 'D'), 0),
        coalesce(sum(l.amount_minor) FILTER (WHERE l.side = 'C'), 0)
      FROM entry e JOIN entry_line l ON l.shop_id = e.shop_id AND l.entry_id = e.id GROUP BY 1, 2, 3) x`,
  "what a document moved through inventory is the value of its applied lines": `
    SELECT d.id, sum(l.value_minor) AS value, (SELECT coalesce(sum(CASE WHEN (x.side = 'C') = (d.kind = 'off')
        THEN x.amount_minor ELSE -x.amount_minor END), 0)
      FROM entry e JOIN entry_line x ON x.shop_id = e.shop_id AND x.entry_id = e.id
      WHERE e.document_id = d.id AND x.role = 'inventory') AS posted
    FROM document d JOIN document_line l ON l.document_id = d.id AND l.fate = 'applied'
    GROUP BY d.id, d.kind HAVING coalesce(sum(l.value_minor), 0) <> (
      SELECT coalesce(sum(CASE WHEN (x.side = 'C')
        = (d.kind = 'off') THEN x.amount_minor ELSE -x.amount_minor END), 0)
      FROM entry e JOIN entry_line x ON x.shop_id = e.shop_id AND x.entry_id = e.id
      WHERE e.document_id = d.id AND x.role = 'inventory')`,
  "numbers have no hole": `
    SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM document) x
     WHERE number <> place`,
  "applied lines have a balance and no others do": `
    SELECT l.id, l.fate, b.applied FROM document_line l FULL JOIN line_balance b ON b.line_id = l.id
     WHERE (l.fate = 'applied') IS DISTINCT FROM (b.applied IS NOT NULL) OR b.applied <> l.quantity`,
  "what is reserved belongs to a reversal that is not settled": `
    SELECT b.line_id, b.reserved FROM line_balance b WHERE b.reserved > 0 AND NOT EXISTS (
      SELECT 1 FROM document_line l WHERE l.fate IN ('working', 'unknown')
         AND b.line_id IN (l.reverses_line_id, l.root_line_id))`,
};
