import languageFiles from "virtual:language-files";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import lossbookStyles from "./components/lossbook.css?url";
import { env } from "./env.server.ts";
import { languageOf } from "./languages.ts";
import { useNonce } from "./nonce.ts";
import { appBridgeUrl } from "./shopify.server.ts";

export const links = () => [
  { rel: "preconnect", href: "https://cdn.shopify.com/" },
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: lossbookStyles },
];

export const loader = () => ({ apiKey: env.shopifyApiKey, appBridgeUrl, languageFiles });

/** Nothing here ever changes while a page is open. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const data = useRouteLoaderData<typeof loader>("root");
  const { i18n } = useTranslation();
  const file = data?.languageFiles[languageOf(i18n.language)];
  return (
    <html lang={i18n.language} dir={i18n.dir()}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {data && <meta name="shopify-api-key" content={data.apiKey} />}
        {/* First and not deferred: App Bridge must be there before anything asks it. */}
        {data && <script src={data.appBridgeUrl} data-api-key={data.apiKey} />}
        <script src="/storage-for-frames.js" nonce={nonce} suppressHydrationWarning />
        <script src="/come-back.js" nonce={nonce} suppressHydrationWarning />
        <Meta />
        {file && <link rel="modulepreload" href={file} />}
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** An address that is none, outside the pages' frame. The library's own page would tell the log as well. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation("common");
  const isTheirs = isRouteErrorResponse(error) && error.status < 500;
  return (
    <main>
      <p>{t(isTheirs ? "wrongWay" : "failed.ours")}</p>
    </main>
  );
}
