import type { Pool } from "pg";
import type { Shop } from "#tests/emulators/shopify/state.ts";
import { totalsAreSums } from "#tests/support/totals-are-sums.ts";

export type Broken = string;

type AttemptRow = {
  id: string;
  adjustmentId: string;
  documentId: string;
  state: string;
  happened: boolean | null;
};
type LineRow = {
  id: string;
  adjustmentId: string;
  kind: string;
  fate: string;
  quantity: number;
  itemId: string;
  locationId: string;
  takenFrom: string;
};

/**
 * What Shopify really did, beside what we wrote down: every unit once, every entry square, nothing forgotten.
 */
export async function judge(owner: Pool, shopId: string, shop: Shop): Promise<Broken[]> {
  const { rows: attempts } = await owner.query<AttemptRow>(
    `SELECT t.id, t.adjustment_id AS "adjustmentId", a.document_id AS "documentId", t.state, r.happened
       FROM attempt t JOIN adjustment a ON a.shop_id = t.shop_id AND a.id = t.adjustment_id
       LEFT JOIN attempt_resolution r ON r.shop_id = t.shop_id AND r.attempt_id = t.id
      WHERE t.shop_id = $1`,
    [shopId],
  );
  const { rows: lines } = await owner.query<LineRow>(
    `SELECT l.id, l.adjustment_id AS "adjustmentId", d.kind, l.fate, l.quantity, l.item_id AS "itemId",
            l.location_id AS "locationId", replace(l.taken_from, '-', '_') AS "takenFrom"
       FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      WHERE l.shop_id = $1`,
    [shopId],
  );
  return [
    ...judgeEffects(attempts, shop),
    ...judgeUnits(lines, attempts, shop),
    ...(await judgeBooks(owner, shopId)),
    ...(await judgeTotals(owner)),
  ];
}

/** What the screens read is what the lines say. */
async function judgeTotals(owner: Pool): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const [claim, sql] of Object.entries(totalsAreSums)) {
    const { rows } = await owner.query(sql);
    broken.push(...rows.map((row) => `${claim}, but not ${JSON.stringify(row)}`));
  }
  return broken;
}

/** How many groups in Shopify's own record speak of this attempt. */
function effectsOf(shop: Shop, attemptId: string): number {
  return groupsOf(shop, attemptId).length;
}

/** What a person says who looks into Shopify's history: all of it, some of its changes, or nothing. */
export function wordOn(
  shop: Shop,
  task: { attemptId: string; changes: { itemId: string; locationId: string }[] },
): { happened: boolean; changes?: number[] } {
  const moved = new Set(
    groupsOf(shop, task.attemptId)
      .flatMap((group) => group.changes)
      .filter((row) => row.name !== "on_hand")
      .map((row) => `${row.itemId} ${row.locationId}`),
  );
  const changes = task.changes.flatMap((one, place) =>
    moved.has(`${one.itemId} ${one.locationId}`) ? place : [],
  );
  if (changes.length === 0) return { happened: false };
  return changes.length === task.changes.length ? { happened: true } : { happened: true, changes };
}

function groupsOf(shop: Shop, attemptId: string) {
  return [...shop.groups.values()].filter((group) => group.referenceDocumentUri?.endsWith(`/${attemptId}`));
}

function judgeEffects(attempts: AttemptRow[], shop: Shop): Broken[] {
  return attempts.flatMap((attempt) => {
    const effects = effectsOf(shop, attempt.id);
    if (effects > 1) return [`attempt ${attempt.id} happened ${effects} times`];
    if (attempt.state === "applied" && effects === 0)
      return [`attempt ${attempt.id} is applied and never happened`];
    if (attempt.state === "refused" && effects === 1)
      return [`attempt ${attempt.id} is refused and happened`];
    if (attempt.state === "made" && effects === 1)
      return [`attempt ${attempt.id} was never sent and happened`];
    return [];
  });
}

/** Level by level: what our groups moved is what our applied lines say, while nothing is left to a person. */
function judgeUnits(lines: LineRow[], attempts: AttemptRow[], shop: Shop): Broken[] {
  const unsure = new Set(
    attempts.filter((one) => one.state === "unknown" && one.happened === null).map((one) => one.adjustmentId),
  );
  const moved = new Map<string, number>();
  const add = (key: string, units: number) => moved.set(key, (moved.get(key) ?? 0) + units);
  for (const group of shop.groups.values()) {
    const attemptId = group.referenceDocumentUri?.split("/").at(-1);
    const attempt = attempts.find((one) => one.id === attemptId);
    if (!group.referenceDocumentUri?.startsWith("gid://lossbook/")) continue;
    if (!attempt) add(`group ${group.id} of an attempt nobody wrote down`, 1);
    if (!attempt || unsure.has(attempt.adjustmentId)) continue;
    for (const change of group.changes) {
      if (change.name === "on_hand") continue;
      add(`${change.itemId} at ${change.locationId} ${change.name}`, change.delta);
    }
  }
  for (const line of lines) {
    if (line.fate !== "applied" || unsure.has(line.adjustmentId)) continue;
    const level = `${line.itemId} at ${line.locationId} ${line.takenFrom}`;
    add(level, line.kind === "off" ? line.quantity : -line.quantity);
  }
  return [...moved]
    .filter(([, units]) => units !== 0)
    .map(([place, units]) => `${place}: ${units} units differ`);
}

const BOOKS: Record<string, string> = {
  "an entry does not balance": `
    SELECT 1 FROM entry_line WHERE shop_id = $1 GROUP BY entry_id
    HAVING sum(CASE side WHEN 'D' THEN amount_minor ELSE -amount_minor END) <> 0`,
  "an applied line with a value is not in the journal": `
    SELECT 1 FROM document_line l WHERE l.shop_id = $1 AND l.fate = 'applied' AND l.value_minor > 0
      AND (SELECT count(*) FROM entry_line e WHERE e.shop_id = l.shop_id AND e.line_id = l.id) <> 2`,
  "the journal speaks of a line that was not applied": `
    SELECT 1 FROM entry_line e JOIN document_line l ON l.shop_id = e.shop_id AND l.id = e.line_id
     WHERE e.shop_id = $1 AND l.fate <> 'applied'`,
  "what is booked is not what is off the shelf": `
    SELECT 1 FROM (
      SELECT coalesce(l.root_line_id, l.id) AS root,
             sum(CASE e.side WHEN 'C' THEN e.amount_minor ELSE -e.amount_minor END) AS booked
        FROM entry_line e JOIN document_line l ON l.shop_id = e.shop_id AND l.id = e.line_id
       WHERE e.shop_id = $1 AND e.role = 'inventory' GROUP BY 1) b
      JOIN document_line r ON r.id = b.root JOIN line_balance lb ON lb.line_id = r.id
     WHERE b.booked <> r.value_minor - round(r.value_minor::numeric * lb.reversed / lb.applied)`,
  "daily totals are not the sum of the journal": `
    SELECT 1 FROM (
      SELECT e.accounting_date AS date, l.role, sum(l.amount_minor) FILTER (WHERE l.side = 'D') AS debit,
             sum(l.amount_minor) FILTER (WHERE l.side = 'C') AS credit
        FROM entry e JOIN entry_line l ON l.shop_id = e.shop_id AND l.entry_id = e.id WHERE e.shop_id = $1
       GROUP BY 1, 2) j
      FULL JOIN (SELECT * FROM account_day WHERE shop_id = $1) d ON d.date = j.date AND d.role = j.role
     WHERE coalesce(j.debit, 0) <> coalesce(d.debit_minor, 0)
       OR coalesce(j.credit, 0) <> coalesce(d.credit_minor, 0)`,
  "a document number is missing": `
    SELECT 1 FROM document WHERE shop_id = $1 HAVING count(*) <> coalesce(max(number), 0)`,
  "a promise to a reversal was never kept or given back": `
    SELECT 1 FROM line_balance b WHERE b.shop_id = $1 AND b.reserved <> coalesce((
      SELECT sum(l.quantity) FROM document_line l JOIN document d ON d.shop_id = l.shop_id
        AND d.id = l.document_id
       WHERE l.shop_id = b.shop_id AND l.fate IN ('working', 'unknown')
         AND (l.reverses_line_id = b.line_id
              OR (l.root_line_id = b.line_id AND l.reverses_line_id <> b.line_id AND d.kind = 'found'))), 0)`,
  "the state of a document is not that of its lines": `
    SELECT 1 FROM document d WHERE d.shop_id = $1 AND d.state <> (
      SELECT CASE WHEN bool_or(l.fate IN ('working', 'unknown')) THEN 'working'
                  WHEN bool_and(l.fate = 'applied') THEN 'done'
                  WHEN bool_and(l.fate = 'refused') THEN 'refused' ELSE 'partly-done' END
        FROM document_line l WHERE l.shop_id = d.shop_id AND l.document_id = d.id)`,
  "an act is not in the audit trail": `
    SELECT 1 FROM document d WHERE d.shop_id = $1 AND 1 <> (
      SELECT count(*) FROM audit_event a WHERE a.shop_id = d.shop_id AND a.subject_id = d.id
         AND a.kind = 'document-submitted')`,
  "an event is not sealed": "SELECT 1 FROM audit_unsealed WHERE shop_id = $1",
  "the audit chain has a hole": `
    SELECT 1 FROM (
      SELECT s.sequence, s.previous_hash, s.hash, e.canonical, row_number() OVER chain AS place,
             coalesce(lag(s.hash) OVER chain, '') AS before
        FROM audit_seal s JOIN audit_event e ON e.shop_id = s.shop_id AND e.id = s.event_id
       WHERE s.shop_id = $1 WINDOW chain AS (ORDER BY s.sequence)) c
     WHERE c.sequence <> c.place OR c.previous_hash <> c.before
        OR c.hash <> sha256(c.previous_hash || convert_to(c.canonical, 'UTF8'))`,
};

async function judgeBooks(owner: Pool, shopId: string): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const [claim, sql] of Object.entries(BOOKS)) {
    const { rowCount } = await owner.query(sql, [shopId]);
    if (rowCount) broken.push(claim);
  }
  return broken;
}

/** Work that neither came to an end nor became something a person can see. */
export async function stuck(owner: Pool, shopId: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM adjustment WHERE shop_id = $1 AND state = 'waiting'
      UNION SELECT l.id FROM document_line l JOIN adjustment a ON a.shop_id = l.shop_id
        AND a.id = l.adjustment_id
             WHERE l.shop_id = $1 AND l.fate = 'working'`,
    [shopId],
  );
  return rows.map((row) => `${row.id} is stuck`);
}
