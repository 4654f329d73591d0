import type { Staff } from "../state.ts";
import { type Html, html, json } from "./html.ts";
import { appIcon, icon } from "./icons.ts";
import type { Visit } from "./visit.ts";

/** What the real admin puts beside the app's own query. */
export const adminParameters = [
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "timestamp",
];

/** Each in its own words; the last is English made longer, to look at layouts with. */
export const languages = new Map([
  ["en", "English"],
  ["es", "Español"],
  ["es-MX", "Español (México)"],
  ["en-XA", "Pseudo-locale"],
]);

type Page = {
  title: string;
  /** Which entry of the navigation is the present one. */
  at: "products" | "app";
  content: Html;
  bodyClass?: string;
};

/** The admin around every page: the bar on top, the navigation, and the page itself. */
export function layout(visit: Visit, page: Page): Html {
  const { shop, world, base } = visit;
  const { title: appTitle, url: appUrl, handle } = world.app;
  const facts = {
    base,
    shop: shop.domain,
    appTitle,
    appUrl,
    appBase: `${base}/apps/${handle}`,
    adminParameters,
  };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${shop.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_admin/admin.css">
</head>
<body class="${page.bodyClass ?? ""}">
<a class="skip" href="#main">Skip to content</a>
<header class="topbar">
  <button class="topbar-button nav-toggle" type="button" aria-expanded="false" aria-controls="nav">
    ${icon("menu")}<span class="visually-hidden">Navigation</span>
  </button>
  <a class="brand" href="${base}/products">${shop.name}</a>
  <form class="topbar-search" role="search" action="${base}/products">
    ${icon("search")}
    <input type="search" name="query" aria-label="Search products" placeholder="Search products"
      value="${page.at === "products" ? (visit.url.searchParams.get("query") ?? "") : ""}">
  </form>
  ${staffMenu(visit)}
</header>
<div class="frame">
  ${navigation(visit, page.at)}
  <main id="main" tabindex="-1">${page.content}</main>
</div>
<div id="toasts" class="toasts" role="status" aria-live="polite"></div>
<script type="application/json" id="facts">${json(facts)}</script>
<script src="/_admin/admin.js" defer></script>
</body>
</html>`;
}

/** No part of a real admin: where the person who sits here reads what the app sends them. */
function mailbox(url: string | null, address: string): Html | "" {
  if (!url) return "";
  return html`<h2 class="nav-heading">Demo</h2>
  <ul>
    <li><a href="${url}/?to=${encodeURIComponent(address)}" target="_blank" rel="noopener">
      ${icon("mail")}Mailbox</a></li>
  </ul>`;
}

function navigation({ base, world, staff }: Visit, at: Page["at"]): Html {
  const current = (name: Page["at"]) => (at === name ? html` aria-current="page"` : "");
  return html`<nav id="nav" class="nav" aria-label="Store">
  <ul>
    <li><a href="${base}/products"${current("products")}>${icon("products")}Products</a></li>
  </ul>
  <h2 class="nav-heading">Apps</h2>
  <ul>
    <li><a href="${base}/apps/${world.app.handle}"${current("app")}>${appIcon()}${world.app.title}</a>
      <ul id="app-nav" class="app-nav" hidden></ul></li>
  </ul>
  ${mailbox(world.mailboxUrl, staff.email)}
</nav>`;
}

function staffMenu({ shop, staff, base, url }: Visit): Html {
  const back = `${url.pathname}${url.search}`;
  return html`<div class="menu staff-menu">
  <button class="topbar-button" type="button" aria-expanded="false" aria-controls="staff-list" data-menu>
    <span class="initials" aria-hidden="true">${initials(staff)}</span>
    <span class="staff-name">${fullName(staff)}</span><span class="visually-hidden">, change person</span>
  </button>
  <form id="staff-list" class="menu-list" method="post" action="${base}/staff" hidden>
    <input type="hidden" name="back" value="${back}">
    <p class="menu-title">Work as</p>
    ${[...shop.staff.values()].map(
      (person) => html`<button type="submit" name="staff" value="${person.id}"
        ${person.id === staff.id ? html`aria-current="true"` : ""}>
        <span class="initials" aria-hidden="true">${initials(person)}</span>
        <span><strong>${fullName(person)}</strong><small>${roleOf(person)}</small></span>
      </button>`,
    )}
    <p class="menu-title">Read in</p>
    ${[...languages].map(
      ([locale, name]) => html`<button type="submit" name="locale" value="${locale}"
        ${locale === staff.locale ? html`aria-current="true"` : ""}>
        <span class="initials" aria-hidden="true">${locale.slice(0, 2)}</span>
        <span><strong lang="${locale}">${name}</strong></span>
      </button>`,
    )}
  </form>
</div>`;
}

function initials(person: Staff): string {
  return `${person.firstName.charAt(0)}${person.lastName.charAt(0)}`;
}

export function fullName(person: Staff): string {
  return `${person.firstName} ${person.lastName}`;
}

function roleOf(person: Staff): string {
  if (person.accountOwner) return "Owner of the store";
  const missing = [
    person.mayChangeInventory ? "" : "may not change inventory",
    person.seesCosts ? "" : "does not see costs",
  ].filter(Boolean);
  return missing.length === 0 ? "May do everything" : sentence(missing.join(", "));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
