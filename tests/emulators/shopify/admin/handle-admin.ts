import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { numericId } from "../gid.ts";
import { choosePlan, setDevelopmentStore } from "../pricing.ts";
import type { Shop } from "../state.ts";
import type { World } from "../world.ts";
import { isScript, script, style } from "./assets.ts";
import { directApi } from "./direct-api.ts";
import { builtExtensions, bundleFile } from "./extensions.ts";
import { type Html, html } from "./html.ts";
import { languages, layout } from "./layout.ts";
import { appPage } from "./pages/app-page.ts";
import { extensionFrame, extensionFramePolicy } from "./pages/extension-frame.ts";
import { planPage } from "./pages/plan-page.ts";
import { productList } from "./pages/product-list.ts";
import { historyPage, productPage, variantPage } from "./pages/product-page.ts";
import { personToken } from "./person-token.ts";
import { pictureOf, productAt, productsOf, variantAt, variantsOf } from "./shop-view.ts";
import { bodyOf, redirect, send, sendJson, sendPage, staffCookie, staffOf, type Visit } from "./visit.ts";

/** Answers what belongs to the admin in the browser; false: the request is for somebody else. */
export async function handleAdmin(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", world.origin());
  if (url.pathname === "/app-bridge.js") {
    send(response, 200, "text/javascript; charset=utf-8", await script("app-bridge.js"));
    return true;
  }
  const asset = /^\/_admin\/(.+)$/.exec(url.pathname)?.[1];
  if (asset !== undefined) {
    await sendAsset(request, response, world, asset);
    return true;
  }
  const [, handle, path = ""] = /^\/store\/([a-z0-9-]+)(\/.*)?$/.exec(url.pathname) ?? [];
  if (handle === undefined) return false;
  const shop = [...world.state.shops.values()].find((each) => each.handle === handle);
  if (!shop) {
    send(response, 404, "text/plain; charset=utf-8", `There is no store ${handle}.`);
    return true;
  }
  await answer(visitOf(world, request, response, url, shop), path);
  return true;
}

function visitOf(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  shop: Shop,
): Visit {
  const staff = staffOf(request, shop);
  return { world, request, response, url, shop, staff, base: `/store/${shop.handle}` };
}

async function answer(visit: Visit, path: string): Promise<void> {
  const { response, request, base } = visit;
  const [, section, ...rest] = path.split("/");
  const isPost = request.method === "POST";
  if (isPost && section === "staff") return changeStaff(visit);
  if (isPost && section === "charges") return changePlan(visit);
  if (isPost && section === "graphql") {
    return sendJson(response, 200, await directApi(visit, JSON.parse(await bodyOf(request))));
  }
  if (isPost) return sendPage(visit, missing(visit), 405);
  if (section === "id-token") return sendJson(response, 200, { idToken: personToken(visit) });
  if (section === "me") return sendJson(response, 200, person(visit));
  if (section === "extensions")
    return sendJson(response, 200, { extensions: builtExtensions(visit.staff.locale) });
  if (section === "resources") return sendJson(response, 200, { products: resources(visit) });
  if (section === undefined || section === "") return redirect(response, `${base}/products`);
  const page = pageAt(visit, section, rest);
  sendPage(visit, page ?? missing(visit), page ? 200 : 404);
}

function pageAt(visit: Visit, section: string, rest: string[]): Html | null {
  if (section === "products") return productsSection(visit, rest);
  if (section === "inventory" && rest[1] === "history") return historySection(visit, rest[0] ?? "");
  const { handle, apiKey } = visit.world.app;
  if (section === "charges" && rest[1] === "pricing_plans") return planPage(visit);
  if (section !== "apps" || (rest[0] !== handle && rest[0] !== apiKey)) return null;
  return appPage(visit, `/${rest.slice(1).map(decodeURIComponent).join("/")}`);
}

function productsSection(visit: Visit, [number, part, variantNumber]: string[]): Html | null {
  if (!number) return productList(visit);
  if (number === "inventory" && variantNumber === "inventory_history")
    return historySection(visit, part ?? "");
  const product = productAt(visit.shop, number);
  if (!product) return null;
  if (part === undefined) return productPage(visit, product);
  const variant = part === "variants" && variantNumber ? variantAt(visit.shop, product, variantNumber) : null;
  return variant ? variantPage(visit, product, variant) : null;
}

/** Where `inventoryItem.inventoryHistoryUrl` leads. */
function historySection(visit: Visit, number: string): Html | null {
  const variant = [...visit.shop.variants.values()].find((each) => String(numericId(each.itemId)) === number);
  const product = variant && visit.shop.products.get(variant.productId);
  return product && variant ? historyPage(visit, product, variant) : null;
}

async function changeStaff(visit: Visit): Promise<void> {
  const form = new URLSearchParams(await bodyOf(visit.request));
  const locale = form.get("locale") ?? "";
  if (languages.has(locale)) visit.staff.locale = locale;
  const staff = [...visit.shop.staff.values()].find((each) => each.id === form.get("staff"));
  const back = form.get("back") ?? "";
  const to = back.startsWith(`${visit.base}/`) ? back : `${visit.base}/products`;
  redirect(visit.response, to, staff ? { "Set-Cookie": staffCookie(visit.base, staff) } : {});
}

/** Where a plan was chosen the app is opened again, on the page it named for that. */
async function changePlan(visit: Visit): Promise<void> {
  const { world, shop, url, base, response, request } = visit;
  const form = new URLSearchParams(await bodyOf(request));
  const [plan, development] = [form.get("plan"), form.get("development")];
  if (plan !== null) choosePlan(world, shop, plan);
  if (development !== null) setDevelopmentStore(world, shop, development === "yes");
  redirect(response, plan === null ? url.pathname : `${base}/apps/${world.app.handle}/app/plan`);
}

function person({ staff }: Visit): object {
  const access = staff.accountOwner ? "Full access" : "Limited access";
  const name = `${staff.firstName} ${staff.lastName}`;
  return { id: staff.id, name, email: staff.email, accountAccess: access, locale: staff.locale };
}

/** What the resource picker offers. */
function resources({ shop, url }: Visit): object[] {
  return productsOf(shop, url.searchParams.get("query") ?? "").map((product) => ({
    id: product.id,
    number: numericId(product.id),
    title: product.title,
    image: pictureOf(product),
    variants: variantsOf(shop, product).map((variant) => ({ id: variant.id, title: variant.title })),
  }));
}

function missing(visit: Visit): Html {
  const content = html`<div class="page"><section class="card"><h1>There is no such page</h1>
<p>The address may be mistyped, or what it names was deleted. <a href="${visit.base}/products">Go to
  products</a></p>
</section></div>`;
  return layout(visit, { title: "Not found", at: "products", content });
}

async function sendAsset(request: IncomingMessage, response: ServerResponse, world: World, name: string) {
  const type = "text/javascript; charset=utf-8";
  if (name === "admin.css") return send(response, 200, "text/css; charset=utf-8", style());
  if (isScript(name)) return send(response, 200, type, await script(name));
  if (name === "extension-frame") {
    const own = `http://${request.headers.host}`;
    response.setHeader("Content-Security-Policy", extensionFramePolicy(own, world.app.url));
    return send(response, 200, "text/html; charset=utf-8", extensionFrame().text);
  }
  const file = bundleFile(/^extensions\/([a-z0-9-]+)\.js$/.exec(name)?.[1] ?? "");
  if (!file) return send(response, 404, "text/plain; charset=utf-8", "There is no such file.");
  send(response, 200, type, readFileSync(file));
}
