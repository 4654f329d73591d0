import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import {
  type ActionFunctionArgs,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { documentPolicy } from "./content-policy.server.ts";
import { i18nOf, spokenLocale } from "./i18n.ts";
import { log } from "./log.server.ts";
import { NonceProvider } from "./nonce.ts";

export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", documentPolicy(request, nonce));
  const page = (
    <NonceProvider value={nonce}>
      <I18nextProvider i18n={i18nOf(spokenLocale())}>
        <RemixServer context={context} url={request.url} nonce={nonce} />
      </I18nextProvider>
    </NonceProvider>
  );
  return new Promise((resolve, reject) => {
    let answered = status;
    let isShellReady = false;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onShellReady() {
        isShellReady = true;
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answered }));
        pipe(body);
      },
      onShellError: reject,
      onAllReady: () => clearTimeout(late),
      onError(error) {
        answered = 500;
        // A broken shell is rejected, and told of once by the framework.
        if (isShellReady) log.error({ error }, "A page could not be rendered");
      },
    });
    // Forgotten when all is said, or each page would stay in memory until then.
    const late = setTimeout(() => abort(), streamTimeout + 1_000).unref();
  });
}

/**
 * For a page's own code: what was understood and cannot be done is an ordinary answer to a form, and no
 * failure for the browser to report. Everybody else is told the status.
 */
export function handleDataRequest(response: Response): Response {
  return response.status === 422 ? new Response(response.body, { headers: response.headers }) : response;
}

export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  // A wrong address or method is the caller's mistake: answered, and told of in the line of the answer.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  log.error({ error, method: request.method, path: new URL(request.url).pathname }, "A page failed");
}
