import { type Html, html } from "../html.ts";

/** The sandbox an extension runs in: no cookies, no storage, nobody to talk to but its host and its app. */
export function extensionFrame(): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Extension</title><script src="/_admin/extension-sandbox.js"></script></head>
<body></body>
</html>`;
}

export function extensionFramePolicy(own: string, appUrl: string | null): string {
  const app = appUrl ? new URL(appUrl).origin : "";
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `connect-src ${app || "'none'"}`,
    `img-src ${own} ${app} https: data:`,
    "style-src 'unsafe-inline'",
    `frame-ancestors ${own}`,
  ].join("; ");
}
