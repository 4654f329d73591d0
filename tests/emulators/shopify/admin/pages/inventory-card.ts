import { numericId } from "../../gid.ts";
import type { QuantityName, Variant } from "../../state.ts";
import { type Html, html } from "../html.ts";
import { type HistoryEntry, historyOf, isBundle, itemOf, type LevelRow, levelRows } from "../shop-view.ts";
import type { Visit } from "../visit.ts";

const shortHistory = 8;

/** Levels per location: the part of the page that is read again while an action is open. */
export function inventoryCard(visit: Visit, variant: Variant): Html {
  const item = itemOf(visit.shop, variant);
  const rows = levelRows(visit.shop, variant);
  const why = isBundle(variant)
    ? "A bundle has no stock of its own: it follows the stock of its parts."
    : item?.tracked === false && "Inventory is not tracked.";
  return html`<section class="card" id="inventory" data-live aria-labelledby="inventory-title">
  <h2 id="inventory-title">Inventory</h2>
  ${why && html`<p class="muted">${why}</p>`}
  <dl class="facts">
    <div><dt>SKU</dt><dd>${item?.sku ?? "None"}</dd></div>
    <div><dt>Barcode</dt><dd>${variant.barcode ?? "None"}</dd></div>
    <div><dt>Cost per item</dt><dd>${costFor(visit, item?.cost ?? null)}</dd></div>
  </dl>
  ${rows.length === 0 ? html`<p class="muted">Not stocked at any location.</p>` : levelTable(rows)}
</section>`;
}

function levelTable(rows: LevelRow[]): Html {
  const number = (value: number, name: string) =>
    html`<td class="number" data-quantity="${name}">${value}</td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Quantities per location"><table
    class="levels">
  <thead><tr><th scope="col">Location</th><th scope="col" class="number">Unavailable</th>
    <th scope="col" class="number">Committed</th><th scope="col" class="number">Available</th>
    <th scope="col" class="number">On hand</th></tr></thead>
  <tbody>${rows.map(
    (row) => html`<tr data-location="${row.location}">
      <th scope="row">${row.location}
        ${!row.isActive && html` <span class="badge neutral">Inactive</span>`}</th>
      ${number(row.unavailable, "unavailable")}${number(row.committed, "committed")}
      ${number(row.available, "available")}${number(row.onHand, "on_hand")}
    </tr>`,
  )}</tbody></table></div>`;
}

function costFor({ shop, staff }: Visit, cost: string | null): string {
  if (!staff.seesCosts) return "Hidden: you have no permission to see costs";
  return cost === null ? "Not entered" : `${cost} ${shop.currency}`;
}

export function historyCard(visit: Visit, variant: Variant): Html {
  const entries = historyOf(visit.shop, variant, shortHistory);
  const all = `${visit.base}/inventory/${numericId(variant.itemId)}/history`;
  return html`<section class="card" id="history" data-live aria-labelledby="history-title">
  <div class="card-head"><h2 id="history-title">Inventory history</h2><a href="${all}">View all</a></div>
  ${historyTable(visit, entries)}
</section>`;
}

export function historyTable(visit: Visit, entries: HistoryEntry[]): Html {
  if (entries.length === 0) return html`<p class="muted">Nothing has changed yet.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Changes of inventory"><table
    class="history">
  <thead><tr><th scope="col">Date</th><th scope="col">Activity</th><th scope="col">Created by</th>
    <th scope="col">Location</th><th scope="col" class="number">Available</th>
    <th scope="col" class="number">On hand</th></tr></thead>
  <tbody>${entries.map((entry) => historyRow(visit, entry))}</tbody></table></div>`;
}

function historyRow({ shop }: Visit, entry: HistoryEntry): Html {
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: shop.timeZone,
  });
  return html`<tr><td>
  <time datetime="${new Date(entry.at).toISOString()}">${format.format(entry.at)}</time></td>
  <th scope="row">${entry.activity}${entry.reference && html`<br><small class="reference">${entry.reference}</small>`}</th>
  <td>${entry.by}</td><td>${entry.location}</td>
  ${changeCell(entry, "available")}${changeCell(entry, "on_hand")}</tr>`;
}

function changeCell(entry: HistoryEntry, name: QuantityName): Html {
  const change = entry.changes[name];
  if (!change) return html`<td class="number"><span class="visually-hidden">unchanged</span></td>`;
  const sign = change.delta > 0 ? "+" : "";
  return html`<td class="number"><span class="delta">(${sign}${change.delta})</span> ${change.after}</td>`;
}
