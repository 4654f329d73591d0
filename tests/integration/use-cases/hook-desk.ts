import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { HookEvent } from "#app/domain/hook/event.ts";
import { connectHook } from "#app/use-cases/hook/connect-hook.ts";
import { deliverHook } from "#app/use-cases/hook/deliver-hook.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type HookReceiver, type Received, saying, startHookReceiver } from "#tests/support/hook-receiver.ts";
import { type Desk, mug, openDesk, submitted, write } from "./desk.ts";

export type SeenHookDelivery = {
  id: string;
  event: HookEvent;
  state: string;
  attempts: number;
  tries: number;
  status: number | null;
  trouble: string | null;
  words: string;
  dueMs: number;
};

export type HookDesk = Desk & {
  receiver: HookReceiver;
  worker: ShopContext;
  /** Sees cost from the first day on. */
  owner: ShopContext;
  connect(parts?: { url?: string; events?: HookEvent[] }): Promise<{ id: string; secret: string }>;
  /** A unit leaves the shelf: one entry, one document. Answers the document's id. */
  writeOff(): Promise<string>;
  deliver(hookId: string, ctx?: ShopContext): Promise<void>;
  deliveries(hookId: string): Promise<SeenHookDelivery[]>;
  /** Hours go by for whatever waits. */
  hookAge(ms: number): Promise<void>;
  hook(hookId: string): Promise<{ state: string; failures: number; failing: boolean; secret: Buffer | null }>;
};

/** A shop and a server of its merchant's, joined by the real way out. */
export function openHookDesk(): HookDesk {
  const desk = openDesk() as HookDesk;
  beforeAll(async () => {
    desk.receiver = await startHookReceiver();
  });
  afterAll(() => desk.receiver?.close());
  beforeEach(async () => {
    desk.receiver.answer = saying(204);
    desk.receiver.received.length = 0;
    desk.worker = await desk.as(null);
    desk.owner = await desk.as("Olivia");
    await desk.sql(
      `UPDATE hook SET state = 'ended', ended_at = now(), secret = NULL, key_id = NULL, former_secret = NULL,
              former_key_id = NULL, former_until = NULL WHERE state = 'working'`,
    );
  });
  desk.connect = async ({ url = desk.receiver.url, events = ["entry.made"] as HookEvent[] } = {}) => {
    const command = { id: desk.worker.ids.next(), label: "Ledger", url, events };
    const answer = await connectHook(desk.owner, command);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    return answer.value;
  };
  desk.writeOff = async () => (await submitted(desk, write({ itemId: mug }))).id;
  desk.deliver = (hookId, ctx = desk.worker) => deliverHook(ctx, hookId);
  desk.deliveries = (hookId) =>
    desk.sql<SeenHookDelivery>(
      `SELECT id, event, state, attempts, tries, last_status AS status, last_trouble AS trouble,
              last_words AS words,
              round(extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS "dueMs"
         FROM hook_delivery WHERE hook_id = $1 ORDER BY created_at, id`,
      [hookId],
    );
  desk.hookAge = async (ms) => {
    const older = (columns: string[]) =>
      columns.map((column) => `${column} = ${column} - $1 * interval '1 millisecond'`).join(", ");
    await desk.sql(
      `UPDATE hook_delivery SET ${older(["due_at", "queued_at"])} WHERE state IN ('waiting', 'parked')`,
      [ms],
    );
    await desk.sql(
      `UPDATE hook SET ${older(["rest_until", "lease_until", "former_until"])} WHERE state = 'working'`,
      [ms],
    );
  };
  desk.hook = async (hookId) => {
    const [row] = await desk.sql<Awaited<ReturnType<HookDesk["hook"]>>>(
      "SELECT state, failures, failing_since IS NOT NULL AS failing, secret FROM hook WHERE id = $1",
      [hookId],
    );
    if (!row) throw new Error("there is no such hook");
    return row;
  };
  return desk;
}

/** As `docs/hooks.md` tells a receiver to do it. */
export function isSignedWith(secret: string, { signature, body }: Received): boolean {
  const parts = signature.split(",").map((part) => part.split("=") as [string, string]);
  const seconds = parts.find(([name]) => name === "t")?.[1];
  const expected = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return parts.some(([name, value]) => name === "v1" && value === expected);
}
