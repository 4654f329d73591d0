import { type Html, html } from "../html.ts";
import { appIcon } from "../icons.ts";
import { adminParameters, layout } from "../layout.ts";
import { personToken } from "../person-token.ts";
import type { Visit } from "../visit.ts";

/** The app in its frame: everything inside is the app's own, everything around it is the admin. */
export function appPage(visit: Visit, path: string): Html {
  const { app } = visit.world;
  if (!app.url) return layout(visit, { title: app.title, at: "app", content: noApp() });
  const frame = appAddress(visit, app.url, path);
  const content = html`<div class="app-head">
  ${appIcon()}<h1 id="app-title">${app.title}</h1><div id="app-actions" class="app-actions"></div>
</div>
<div id="save-bar" class="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
<div id="app-loading" class="app-loading" role="progressbar" aria-label="Loading" hidden></div>
<iframe id="app-frame" class="app-frame" title="${app.title}" src="${frame}"
  allow="clipboard-write"></iframe>`;
  return layout(visit, { title: app.title, at: "app", content, bodyClass: "with-app" });
}

function appAddress(visit: Visit, appUrl: string, path: string): string {
  const { world, shop, staff, url } = visit;
  const address = new URL(path.replace(/^\/+/, "/") || "/", appUrl);
  for (const [name, value] of url.searchParams) {
    if (!adminParameters.includes(name)) address.searchParams.append(name, value);
  }
  const query = address.searchParams;
  query.set("embedded", "1");
  query.set("host", Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString("base64url"));
  query.set("id_token", personToken(visit));
  query.set("locale", staff.locale);
  query.set("shop", shop.domain);
  query.set("timestamp", String(Math.floor(world.now() / 1000)));
  return address.href;
}

function noApp(): Html {
  return html`<div class="page"><section class="card"><h1>The app has no address</h1>
<p>This emulator was started without the app's address, so there is nothing to show. Start it with the app's
  URL.</p>
</section></div>`;
}
