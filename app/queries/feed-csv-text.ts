import { day, instant, number, unitOf } from "#app/db/feed-records.ts";
import { asRows, chosenEntries, shop } from "./feed-parts.ts";
import { sqlCells } from "./sql-cell.ts";

const cause = `CASE WHEN d.reverses_id IS NULL THEN ',no,' ELSE ',yes,' END || e.cause_kind`;
const dates = `${day("e.accounting_date")} || ',' || ${day("e.event_date")} || ',' || ${instant("e.created_at")}`;
const account = ["coalesce(a.code, '')", "coalesce(nullif(a.name, ''), l.role)"];
const goods = ["g.title", "g.sku", "g.location_name"];
const why = ["g.reason_label", "g.family", "coalesce(g.disposal, '')", "g.note"];

/** The rows of `exports/csv.ts`, those of one entry together; a test holds the two to each other. */
const entryOf = (chosen: string, order = "s.place") => `
SELECT coalesce(x.rows, '')
FROM (${chosen}) s
JOIN entry e ON e.shop_id = ${shop} AND e.id = s.id
JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id
LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
CROSS JOIN LATERAL (SELECT ${unitOf("e.currency")} AS unit,
    ',' || ${dates} || ',' || ${number("d.number")} || ${cause} || ',' AS head,
    ',' || ${sqlCells(["d.note", "coalesce(p.name, '')"])} || E'\\r\\n' AS tail OFFSET 0) u
CROSS JOIN LATERAL (
  SELECT string_agg(e.id || ',' || l.position || u.head || l.role || ',' || ${sqlCells(account)}
      || CASE l.side WHEN 'D' THEN ',' ELSE ',,' END || (l.amount_minor * u.unit)
      || CASE l.side WHEN 'D' THEN ',,' ELSE ',' END || e.currency || ',' || g.quantity || ','
      || ${sqlCells([...goods, ...why])} || u.tail, '' ORDER BY l.position) AS rows
    FROM entry_line l
    JOIN document_line g ON g.shop_id = l.shop_id AND g.id = l.line_id
    LEFT JOIN account a ON a.shop_id = ${shop} AND a.role = l.role
   WHERE l.shop_id = e.shop_id AND l.entry_id = e.id) x
ORDER BY ${order}`;

export const feedCsvText = {
  entries: { all: asRows(entryOf(chosenEntries.all)), dated: asRows(entryOf(chosenEntries.dated)) },
  journal: asRows(entryOf(chosenEntries.journal, "s.place, s.beside")),
};
