import { reasonInWords, sentence } from "#app/i18n.ts";
import { FALLBACK, localeOf } from "#app/languages.ts";
import type { WriteOffLineView, WriteOffView } from "#app/queries/write-off-view.ts";

/** Paper that goes with the goods: what left, why and where to, and places to sign. No script and no cost. */
export function notePage(document: WriteOffView, shopName: string, wish: string): string {
  const locale = localeOf(wish) ?? FALLBACK;
  const say = (key: string, facts: Record<string, unknown> = {}) =>
    escaped(sentence(`note:${key}`, facts, locale));
  const number = new Intl.NumberFormat(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const left = document.lines.filter(({ fate }) => fate === "applied");
  const rows = left.map((line) => rowOf(line, { locale, number }));
  const units = left.reduce((sum, line) => sum + line.quantity, 0);
  const places = [...new Set(left.map(({ locationName }) => locationName))].join(", ");
  const undone = document.reversals.filter(({ state }) => state !== "refused").map((one) => one.number);
  const facts: [string, string][] = [
    ["shop", shopName],
    ["document", document.number],
    ["day", day.format(new Date(`${document.eventDate}T00:00:00Z`))],
    ["place", places],
    ["by", document.submittedBy.name],
    ["note", document.note],
  ];
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head><meta charset="utf-8"><title>${say("title", { number: document.number })}</title>
<style>${STYLE}</style></head>
<body><main>
<h1>${say("title", { number: document.number })}</h1>
${undone.length > 0 ? `<p class="warning">${say("undone", { numbers: undone })}</p>` : ""}
${left.length < document.lines.length ? `<p class="warning">${say("notAll")}</p>` : ""}
<dl>${facts
    .filter(([, text]) => text !== "")
    .map(([key, text]) => `<div><dt>${say(key)}</dt><dd>${escaped(text)}</dd></div>`)
    .join("")}</dl>
<table><thead><tr><th scope="col">${say("item")}</th><th scope="col">${say("sku")}</th>
<th scope="col" class="number">${say("quantity")}</th><th scope="col">${say("reason")}</th>
<th scope="col">${say("disposal")}</th></tr></thead>
<tbody>${rows.join("\n")}</tbody>
<tfoot><tr><th scope="row" colspan="2">${say("total")}</th><td class="number">${number.format(units)}</td>
<td colspan="2"></td></tr></tfoot></table>
<section>${["handedOver", "taken", "witness"]
    .map((who) => `<p><span class="line"></span>${say(who)}<br><small>${say("sign")}</small></p>`)
    .join("")}</section>
<footer>${say("about")}</footer>
</main></body></html>`;
}

type Words = { locale: string; number: Intl.NumberFormat };

function rowOf(line: WriteOffLineView, { locale, number }: Words): string {
  const title = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
  const disposal = line.disposal ? sentence(`words:disposal.${line.disposal}`, {}, locale) : "";
  const note = line.note ? `<br><small>${escaped(line.note)}</small>` : "";
  return `<tr><th scope="row">${escaped(title)}${note}</th><td>${escaped(line.sku)}</td>
<td class="number">${number.format(line.quantity)}</td>
<td>${escaped(reasonInWords(line.reasonLabel, locale))}</td><td>${escaped(disposal)}</td></tr>`;
}

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const STYLE = `
body { margin: 0; color: #000; background: #fff; font: 11pt/1.45 "Helvetica Neue", Arial, sans-serif; }
main { max-width: 180mm; margin: 0 auto; padding: 12mm 6mm; }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 6mm; }
.warning { border: 1.5pt solid #000; padding: 2mm 3mm; font-weight: 700; }
dl { display: flex; flex-wrap: wrap; gap: 3mm 10mm; margin: 0 0 8mm; }
dt { font-size: 9pt; color: #444; }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: 1.5mm 2mm; border-bottom: 0.5pt solid #888;
  overflow-wrap: break-word; }
thead th { font-size: 9pt; border-bottom: 1pt solid #000; }
tbody th { font-weight: 600; }
small { font-weight: 400; color: #333; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr { break-inside: avoid; }
section { display: flex; flex-wrap: wrap; gap: 8mm; margin-top: 18mm; break-inside: avoid; }
section p { flex: 1 1 45mm; margin: 0; }
.line { display: block; height: 12mm; border-bottom: 0.75pt solid #000; margin-bottom: 1.5mm; }
footer { margin-top: 8mm; font-size: 9pt; color: #444; }
@media print { main { max-width: none; padding: 0; } @page { margin: 15mm; } }
`;
