import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { i18nOf, spokenLocale } from "#app/i18n.ts";

const policyOf = (asks: boolean) =>
  ["default-src", "base-uri", "frame-ancestors"]
    .map((what) => `${what} 'none'`)
    .concat("style-src 'self'", `form-action ${asks ? "'self'" : "'none'"}`)
    .join("; ");

/** A page of ours outside the admin: no scripts, no frame, nothing kept, its address told to nobody. */
export function plainPage(
  title: string,
  body: ReactNode,
  init: {
    status?: number;
    headers?: Headers;
    /** It has a button that comes back to its own address. */
    asks?: boolean;
    locale?: string;
  } = {},
) {
  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", policyOf(init.asks ?? false));
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Cache-Control", "no-store");
  const i18n = i18nOf(init.locale ?? spokenLocale());
  const page = renderToStaticMarkup(
    <html lang={i18n.language} dir={i18n.dir()}>
      <head>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/door.css" />
      </head>
      <body>
        <main>{body}</main>
      </body>
    </html>,
  );
  return new Response(`<!doctype html>${page}`, { status: init.status ?? 200, headers });
}
