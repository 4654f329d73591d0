import { decimalsOf } from "#app/domain/money.ts";

/**
 * Entries and documents as the outside is told of them, whoever asks: an object of JSON a row, made by
 * PostgreSQL itself. `chosen` names their ids and places; nothing of a request may stand in it.
 */
const shop = "current_setting('app.shop_id')::uuid";
const exceptions = Intl.supportedValuesOf("currency").filter((currency) => decimalsOf(currency) !== 2);
const listOf = (decimals: number) =>
  exceptions.filter((one) => decimalsOf(one) === decimals).map((one) => `'${one}'`);

/** The smallest unit: an amount times it has the currency's own number of places. */
export const unitOf = (currency: string) => `CASE WHEN ${currency} IN (${listOf(0)}) THEN 1
  WHEN ${currency} IN (${listOf(3)}) THEN 0.001 ELSE 0.01 END`;
export const instant = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const day = (column: string) => `to_char(${column}, 'YYYY-MM-DD')`;
export const number = (column: string) =>
  `'WO-' || lpad(${column}::text, greatest(6, length(${column}::text)), '0')`;
const orNull = (text: string) => `coalesce(${text}, 'null')`;
const quoted = (text: string) => `'"' || ${text} || '"'`;

const original = `'{"id":"' || o.id || '","number":"' || ${number("o.number")} || '"}'`;
const unitCost = "round(g.unit_cost, greatest(scale(trim_scale(g.unit_cost)), scale(u.unit)))";

export const entryRecord = (chosen: string, order = "s.place") => `
SELECT '{"id":"' || e.id || '","cause":"' || e.cause_kind
  || '","accountingDate":"' || ${day("e.accounting_date")} || '","eventDate":"' || ${day("e.event_date")}
  || '","createdAt":"' || ${instant("e.created_at")} || '","currency":"' || e.currency
  || '","document":{"id":"' || d.id || '","number":"' || ${number("d.number")} || '","kind":"' || d.kind
  || '","reversal":' || (d.reverses_id IS NOT NULL)::text || ',"note":' || to_json(d.note)
  || '},"person":' || ${orNull("to_json(nullif(p.name, ''))::text")}
  || ',"lines":[' || coalesce(x.lines, '') || ']}'
FROM (${chosen}) s
JOIN entry e ON e.shop_id = ${shop} AND e.id = s.id
JOIN document d ON d.shop_id = e.shop_id AND d.id = e.document_id
LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
CROSS JOIN LATERAL (SELECT ${unitOf("e.currency")} AS unit OFFSET 0) u
CROSS JOIN LATERAL (
  SELECT string_agg('{"position":' || l.position
      || CASE l.side WHEN 'D' THEN ',"side":"debit","amount":"' ELSE ',"side":"credit","amount":"' END
      || (l.amount_minor * u.unit) || '","account":' || coalesce(a.json, '{"role":' || to_json(l.role)
      || ',"name":' || to_json(l.role) || ',"code":""}')
      || ',"item":' || to_json(g.title) || ',"sku":' || to_json(g.sku) || ',"quantity":' || g.quantity
      || ',"location":' || to_json(g.location_name) || ',"reason":' || to_json(g.reason_label)
      || ',"family":"' || g.family
      || '","disposal":' || CASE WHEN g.disposal IS NULL THEN 'null' ELSE to_json(g.disposal)::text END
      || ',"note":' || CASE g.note WHEN '' THEN '""' ELSE to_json(g.note)::text END
      || '}', ',' ORDER BY l.position) AS lines
    FROM entry_line l
    JOIN document_line g ON g.shop_id = l.shop_id AND g.id = l.line_id
    LEFT JOIN (SELECT c.role, '{"role":' || to_json(c.role)
        || ',"name":' || to_json(coalesce(nullif(c.name, ''), c.role)) || ',"code":'
          || to_json(c.code) || '}' AS json
      FROM account c WHERE c.shop_id = ${shop}) a ON a.role = l.role
   WHERE l.shop_id = e.shop_id AND l.entry_id = e.id) x
ORDER BY ${order}`;

export const documentRecord = (chosen: string) => `
SELECT '{"id":"' || d.id || '","number":"' || ${number("d.number")} || '","kind":"' || d.kind
  || '","state":"' || d.state || '","reverses":' || ${orNull(original)}
  || ',"reversalCause":' || ${orNull(quoted("d.reversal_cause"))} || ',"note":' || to_json(d.note)
  || ',"eventDate":"' || ${day("d.event_date")} || '","currency":' || to_json(d.currency)
  || ',"person":' || ${orNull("to_json(nullif(p.name, ''))::text")}
  || ',"createdAt":"' || ${instant("d.created_at")}
  || '","settledAt":' || ${orNull(quoted(instant("d.settled_at")))}
  || ',"units":' || d.units || ',"unitsApplied":' || d.units_applied
  || ',"value":' || ${orNull(quoted("(d.value_minor * u.unit)"))}
  || ',"lines":[' || coalesce(x.lines, '') || ']}'
FROM (${chosen}) s
JOIN document d ON d.shop_id = ${shop} AND d.id = s.id
LEFT JOIN document o ON o.shop_id = d.shop_id AND o.id = d.reverses_id
LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
CROSS JOIN LATERAL (SELECT ${unitOf("d.currency")} AS unit OFFSET 0) u
CROSS JOIN LATERAL (
  SELECT string_agg('{"position":' || g.position || ',"item":' || to_json(g.title) || ',"variant":'
      || to_json(g.variant_title) || ',"sku":' || to_json(g.sku) || ',"barcode":' || to_json(g.barcode)
      || ',"location":' || to_json(g.location_name) || ',"quantity":' || g.quantity
      || ',"reason":' || to_json(g.reason_label) || ',"family":"' || g.family
      || '","shrink":' || g.shrink::text
      || ',"disposal":' || ${orNull("to_json(g.disposal)::text")} || ',"note":' || to_json(g.note)
      || ',"unitCost":' || ${orNull(quoted(unitCost))}
      || ',"costSource":' || ${orNull("to_json(g.cost_source)::text")}
      || ',"value":' || ${orNull(quoted("(g.value_minor * u.unit)"))} || ',"fate":"' || g.fate
      || '","before":' || ${orNull("g.before_quantity::text")}
      || ',"after":' || ${orNull("g.after_quantity::text")}
      || ',"theftClass":' || ${orNull(quoted("g.theft_class"))}
      || ',"salvage":' || ${orNull(quoted("g.salvage"))}
      || ',"takenFrom":"' || g.taken_from || '"'
      || '}', ',' ORDER BY g.position) AS lines
    FROM document_line g WHERE g.shop_id = d.shop_id AND g.document_id = d.id) x
ORDER BY s.place`;
