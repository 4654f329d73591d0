import { beforeEach } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { insertApprovalRule } from "#app/db/approval-rules.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { Role } from "#app/domain/approval/role.ts";
import type { ApprovalRule } from "#app/domain/approval/rule.ts";
import type { LocationId } from "#app/domain/ids.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { type Desk, openDesk } from "./desk.ts";

export type SecondDesk = Desk & {
  /** Gives a role, with the locations it holds at, and comes back as that person. */
  role(name: string, role: Role | null, locations?: LocationId[]): Promise<ShopContext>;
  rule(part: Partial<ApprovalRule>): Promise<string>;
  request(id: string): Promise<SeenRequest>;
  /** Submits and expects a request. */
  asked(ctx: ShopContext, command: WriteOffCommand): Promise<SeenRequest>;
  events(id: string): Promise<string[]>;
};

export type SeenRequest = {
  state: string;
  revision: number;
  requester: string;
  decided_by: string | null;
  trouble: { code: string }[] | null;
  reasons: { code: string; facts: Record<string, unknown> }[];
};

/** A desk whose shop begins each test with no roles, no rules and nothing asked for. */
export function openSecondDesk(): SecondDesk {
  const desk = openDesk() as SecondDesk;
  beforeEach(async () => {
    await desk.sql("UPDATE person SET role = NULL, locations = '{}'");
    await desk.sql("UPDATE shop SET role_of_others = NULL, remind_after_hours = 24");
    await desk.sql("UPDATE approval_rule SET ended_at = now(), ended_by = '1' WHERE ended_at IS NULL");
    // What earlier tests did today would count towards this one's day.
    await desk.sql("UPDATE document SET created_at = created_at - interval '2 days'");
    await desk.sql("UPDATE request SET made_at = made_at - interval '2 days'");
    desk.manager = await desk.as("Max");
  });
  desk.role = async (name, role, locations = []) => {
    const { person } = await desk.as(name);
    await desk.sql("UPDATE person SET role = $1, locations = $2 WHERE user_id = $3", [
      role,
      locations,
      person?.userId,
    ]);
    return desk.as(name);
  };
  desk.rule = async (part) => {
    const { database, shopId } = desk.world;
    const scope = { reasonId: null, locationId: null, personId: null };
    const rule = {
      act: "write-off",
      measure: "value",
      span: "document",
      most: 1_000n,
      currency: "EUR",
    } as const;
    const made = { id: systemIds.next(), ...rule, ...scope, ...part };
    const fitted = { ...made, currency: made.measure === "value" ? made.currency : null };
    await inShopTransaction(database, shopId, (tx) =>
      insertApprovalRule(tx, shopId, { ...fitted, replaces: null, madeBy: "9000001" }),
    );
    return made.id;
  };
  desk.request = async (id) => {
    const [row] = await desk.sql<SeenRequest>(
      `SELECT r.state, r.revision, r.requester, r.decided_by, r.trouble, v.reasons FROM request r
         JOIN request_revision v ON v.request_id = r.id AND v.revision = r.revision WHERE r.id = $1`,
      [id],
    );
    if (!row) throw new Error(`nobody asked for ${id}`);
    return row;
  };
  desk.asked = async (ctx, command) => {
    const answer = await submitWriteOff(ctx, command);
    if (!answer.ok || answer.value.requested === null)
      throw new Error(`not asked: ${JSON.stringify(answer)}`);
    return desk.request(command.id);
  };
  desk.events = async (id) => {
    const rows = await desk.sql<{ kind: string }>(
      "SELECT kind FROM audit_event WHERE subject_id = $1 AND kind LIKE 'request-%' ORDER BY at, id",
      [id],
    );
    return rows.map(({ kind }) => kind);
  };
  return desk;
}
