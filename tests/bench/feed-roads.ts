import { readFileSync } from "node:fs";
import { request } from "node:http";
import pg from "pg";
import { CopyOut } from "../../app/db/copy-out.ts";

/** The same lines, texts and order, by the road a database knows best. */
const SAME_ROWS = `COPY (
  SELECT e.id, l.position, e.accounting_date, e.event_date, e.created_at, e.currency, e.cause_kind, d.id,
         d.number, d.kind, d.reverses_id IS NOT NULL, d.note, p.name, l.role, a.name, a.code, l.side,
         l.amount_minor, g.title, g.sku, g.quantity, g.location_name, g.reason_label, g.family,
           g.disposal, g.note
    FROM feed_entry f
    JOIN entry e ON e.shop_id = f.shop_id AND e.id = f.entry_id
    JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id
    JOIN entry_line l ON l.shop_id = e.shop_id AND l.entry_id = e.id
    JOIN document_line g ON g.shop_id = l.shop_id AND g.id = l.line_id
    LEFT JOIN account a ON a.shop_id = l.shop_id AND a.role = l.role
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
   WHERE f.shop_id = '11111111-1111-4111-8111-111111111111'
   ORDER BY f.sequence, l.position) TO STDOUT (FORMAT csv)`;

export type Taken = { ms: number; firstMs: number; rows: number; bytes: number };

export async function copyRows(adminUrl: string): Promise<Taken> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const began = performance.now();
  const copy = client.query(new CopyOut(SAME_ROWS));
  let [firstMs, bytes] = [0, 0];
  for (let block = await copy.next(); block; block = await copy.next()) {
    firstMs ||= performance.now() - began;
    bytes += block.length;
  }
  const ms = performance.now() - began;
  await client.end();
  return { ms, firstMs, rows: copy.rows, bytes };
}

/** Counts what parts one row from the next; the first byte is the first of the data, not of the header. */
export function pull(url: string, authorization: string, mark: string): Promise<Taken> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { headers: { authorization, "accept-encoding": "identity" } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`it answered ${answer.statusCode}`));
      const taken: Taken = { ms: 0, firstMs: 0, rows: 0, bytes: 0 };
      const sought = Buffer.from(mark);
      answer.on("data", (block: Buffer) => {
        taken.firstMs ||= performance.now() - began;
        taken.bytes += block.length;
        for (let at = block.indexOf(sought); at >= 0; at = block.indexOf(sought, at + sought.length))
          taken.rows += 1;
      });
      answer.once("end", () => resolve({ ...taken, ms: performance.now() - began }));
      answer.once("error", reject);
    })
      .once("error", reject)
      .end();
  });
}

export function bytesOf(pid: number, what: "VmRSS" | "VmHWM"): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8")
    .split("\n")
    .find((one) => one.startsWith(what));
  return Number(/\d+/.exec(line ?? "")?.[0] ?? 0) * 1024;
}
