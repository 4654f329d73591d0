import { numericId } from "../../gid.ts";
import type { Product } from "../../state.ts";
import { builtExtensions } from "../extensions.ts";
import { type Html, html } from "../html.ts";
import { icon } from "../icons.ts";
import { layout } from "../layout.ts";
import { availableOf, isBundle, itemOf, pictureOf, placesOf, productsOf, variantsOf } from "../shop-view.ts";
import type { Visit } from "../visit.ts";
import { extensionMenu } from "./extension-menu.ts";

const rowsMax = 100;

export function productList(visit: Visit): Html {
  const query = visit.url.searchParams.get("query")?.trim() ?? "";
  const found = productsOf(visit.shop, query);
  const content = html`<div class="page">
  <div class="page-head"><h1>Products</h1></div>
  <section class="card flush with-menu" aria-label="Products">
    <form class="filter" role="search" aria-label="This list" action="${visit.base}/products">
      ${icon("search")}
      <input type="search" name="query" value="${query}" aria-label="Title, SKU or barcode"
        placeholder="Title, SKU or barcode">
    </form>
    ${found.length === 0 ? nothing(visit, query) : table(visit, found.slice(0, rowsMax))}
    ${found.length > rowsMax && html`<p class="note">The first ${rowsMax} of ${found.length} are shown.</p>`}
  </section>
</div>`;
  return layout(visit, { title: "Products", at: "products", content });
}

function table(visit: Visit, products: Product[]): Html {
  return html`${selectionBar(visit)}
<div class="scroll" tabindex="0" role="region" aria-label="List of products">
<table class="products">
  <thead><tr>
    <th scope="col" class="choose"><label><input type="checkbox" id="select-all">
      <span class="visually-hidden">Select all products</span></label></th>
    <th scope="col"><span class="visually-hidden">Picture</span></th>
    <th scope="col">Product</th><th scope="col">Status</th>
    <th scope="col">Inventory</th><th scope="col" class="wide">Vendor</th>
  </tr></thead>
  <tbody>${products.map((product) => row(visit, product))}</tbody>
</table></div>`;
}

/** Appears once something is chosen; what it offers gets all that is chosen. */
function selectionBar(visit: Visit): Html {
  const target = "admin.product-index.selection-action.render";
  const actions = builtExtensions(visit.staff.locale).filter(({ targets }) => targets.includes(target));
  return html`<div id="selection" class="selection" hidden>
  <strong id="selection-count" role="status"></strong>
  ${extensionMenu(visit, { id: "selection-actions", label: "More actions", target, selected: "", actions })}
</div>`;
}

function row({ base, shop }: Visit, product: Product): Html {
  const picture = pictureOf(product);
  return html`<tr>
  <td class="choose"><label><input type="checkbox" data-select="${product.id}">
    <span class="visually-hidden">Select ${product.title}</span></label></td>
  <td class="picture">${picture ? html`<img src="${picture}" alt="" width="40" height="40">` : ""}</td>
  <th scope="row"><a href="${base}/products/${numericId(product.id)}">${product.title}</a></th>
  <td>${statusBadge(product)}</td>
  <td>${stockOf(shop, product)}</td>
  <td class="wide">${product.vendor}</td>
</tr>`;
}

function stockOf(shop: Visit["shop"], product: Product): Html {
  const variants = variantsOf(shop, product);
  const counted = variants.filter((variant) => itemOf(shop, variant)?.tracked && !isBundle(variant));
  if (counted.length === 0) {
    return variants.some(isBundle) ? html`Made of other products` : html`Inventory not tracked`;
  }
  const sum = counted.reduce((total, variant) => total + availableOf(shop, variant), 0);
  const across = variants.length > 1 ? ` for ${variants.length} variants` : "";
  const places = placesOf(shop, product);
  const where = places > 1 ? ` at ${places} locations` : "";
  return html`<span class="${sum <= 0 ? "low" : ""}">${sum} in stock</span>${across}${where}`;
}

export function statusBadge(product: Product): Html {
  const [tone, word] = {
    ACTIVE: ["success", "Active"],
    DRAFT: ["info", "Draft"],
    ARCHIVED: ["neutral", "Archived"],
  }[product.status] as [string, string];
  return html`<span class="badge ${tone}">${word}</span>`;
}

function nothing(visit: Visit, query: string): Html {
  if (query === "") return html`<p class="empty">This store has no products.</p>`;
  return html`<p class="empty">No product matches “${query}”. <a href="${visit.base}/products">Show all products</a></p>`;
}
