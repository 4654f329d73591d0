import { numericId } from "../../gid.ts";
import type { Product, Variant } from "../../state.ts";
import { builtExtensions } from "../extensions.ts";
import { type Html, html } from "../html.ts";
import { appIcon, icon } from "../icons.ts";
import { layout } from "../layout.ts";
import { availableOf, historyOf, isBundle, itemOf, pictureOf, variantsOf } from "../shop-view.ts";
import type { Visit } from "../visit.ts";
import { extensionMenu } from "./extension-menu.ts";
import { historyCard, historyTable, inventoryCard } from "./inventory-card.ts";
import { statusBadge } from "./product-list.ts";

const longHistory = 500;

export function productPage(visit: Visit, product: Product): Html {
  const variants = variantsOf(visit.shop, product);
  const [only] = variants.length === 1 ? variants : [];
  const content = html`<div class="page">
  ${head(visit, {
    back: { label: "Products", href: `${visit.base}/products` },
    title: product.title,
    badge: statusBadge(product),
    page: "admin.product-details",
    selected: product.id,
  })}
  <div class="columns">
    <div>${mediaCard(product)}
      ${only ? [inventoryCard(visit, only), historyCard(visit, only)] : variantsCard(visit, product)}
      ${blocks(visit, "admin.product-details", product.id)}</div>
    <div>${organizationCard(product)}</div>
  </div>
</div>`;
  return layout(visit, { title: product.title, at: "products", content });
}

export function variantPage(visit: Visit, product: Product, variant: Variant): Html {
  const content = html`<div class="page">
  ${head(visit, {
    back: { label: product.title, href: productHref(visit, product) },
    title: variant.title,
    badge: null,
    page: "admin.product-variant-details",
    selected: variant.id,
  })}
  <div class="columns">
    <div>${inventoryCard(visit, variant)}${historyCard(visit, variant)}
      ${blocks(visit, "admin.product-variant-details", variant.id)}</div>
    <div>${mediaCard(product, variant)}${bundleCard(visit, variant)}</div>
  </div>
</div>`;
  return layout(visit, { title: `${product.title}, ${variant.title}`, at: "products", content });
}

export function historyPage(visit: Visit, product: Product, variant: Variant): Html {
  const variants = variantsOf(visit.shop, product);
  const title = variants.length === 1 ? product.title : `${product.title}, ${variant.title}`;
  const back = variants.length === 1 ? productHref(visit, product) : variantHref(visit, product, variant);
  const content = html`<div class="page">
  <div class="page-head"><a class="back" href="${back}">${icon("back")}<span class="visually-hidden">Back to
    ${title}</span></a>
    <h1>Inventory history</h1></div>
  <section class="card" id="history" data-live aria-label="History"><p class="muted">${title}</p>
    ${historyTable(visit, historyOf(visit.shop, variant, longHistory))}</section>
</div>`;
  return layout(visit, { title: `Inventory history of ${title}`, at: "products", content });
}

type Head = {
  back: { label: string; href: string };
  title: string;
  badge: Html | null;
  page: string;
  selected: string;
};

function head(visit: Visit, { back, title, badge, page, selected }: Head): Html {
  const offering = (target: string) => ({
    target,
    selected,
    actions: builtExtensions(visit.staff.locale).filter(({ targets }) => targets.includes(target)),
  });
  const prints = offering(`${page}.print-action.render`);
  const actions = offering(`${page}.action.render`);
  return html`<div class="page-head">
  <a class="back" href="${back.href}">${icon("back")}<span class="visually-hidden">Back to
    ${back.label}</span></a>
  <h1>${title}</h1>${badge}
  <div class="actions">
    ${prints.actions.length > 0 && extensionMenu(visit, { ...prints, id: "print-actions", label: "Print" })}
    ${extensionMenu(visit, { ...actions, id: "more-actions", label: "More actions" })}
  </div>
</div>`;
}

/** Cards that the browser's part fills: each one an app's own, in its sandbox. */
function blocks(visit: Visit, page: string, selected: string): Html[] {
  const target = `${page}.block.render`;
  return builtExtensions(visit.staff.locale)
    .filter(({ targets }) => targets.includes(target))
    .map(
      ({ handle, title }) => html`<section class="card app-block" data-block="${handle}"
  data-target="${target}" data-selected="${selected}" aria-labelledby="block-${handle}">
  <div class="card-head">${appIcon()}<h2 id="block-${handle}">${title}</h2></div>
</section>`,
    );
}

function mediaCard(product: Product, variant?: Variant): Html {
  const picture = pictureOf(product, variant);
  return html`<section class="card media" aria-label="Media">${
    picture
      ? html`<img src="${picture}" alt="${product.title}" width="160" height="160">`
      : html`<p class="muted">No picture.</p>`
  }</section>`;
}

function organizationCard(product: Product): Html {
  return html`<section class="card" aria-labelledby="organization">
  <h2 id="organization">Product organization</h2>
  <dl class="facts stacked">
    <div><dt>Type</dt><dd>${product.productType || "None"}</dd></div>
    <div><dt>Vendor</dt><dd>${product.vendor || "None"}</dd></div>
  </dl>
</section>`;
}

function variantsCard(visit: Visit, product: Product): Html {
  const variants = variantsOf(visit.shop, product);
  return html`<section class="card flush" id="variants" data-live aria-labelledby="variants-title">
  <h2 id="variants-title">Variants</h2>
  <table><thead><tr><th scope="col">Variant</th><th scope="col">SKU</th>
    <th scope="col" class="number">Available</th></tr></thead>
  <tbody>${variants.map(
    (variant) => html`<tr>
      <th scope="row"><a href="${variantHref(visit, product, variant)}">${variant.title}</a></th>
      <td>${itemOf(visit.shop, variant)?.sku ?? ""}</td>
      <td class="number">${itemOf(visit.shop, variant)?.tracked && !isBundle(variant) ? availableOf(visit.shop, variant) : "Not tracked"}</td>
    </tr>`,
  )}</tbody></table>
</section>`;
}

function bundleCard({ shop }: Visit, variant: Variant): Html | null {
  if (!isBundle(variant)) return null;
  return html`<section class="card" aria-labelledby="parts">
    <h2 id="parts">Made of</h2><ul>${variant.components.map((part) => {
      const component = shop.variants.get(part.variantId);
      const title = component ? (shop.products.get(component.productId)?.title ?? component.title) : "";
      return html`<li>${part.quantity} × ${title}</li>`;
    })}</ul></section>`;
}

function productHref({ base }: Visit, product: Product): string {
  return `${base}/products/${numericId(product.id)}`;
}

function variantHref(visit: Visit, product: Product, variant: Variant): string {
  return `${productHref(visit, product)}/variants/${numericId(variant.id)}`;
}
