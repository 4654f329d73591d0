import { randomUUID } from "node:crypto";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { frameAncestors } from "./content-policy.server.ts";
import { limits } from "./domain/limits.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

const APP_HOST = new URL(env.shopifyAppUrl).host;
const REQUEST_ID = /^[\w.:-]{8,100}$/;
const FIXED: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
  "Cross-Origin-Resource-Policy": "cross-origin",
  ...(env.shopifyAppUrl.startsWith("https:") && env.isProduction
    ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }
    : {}),
};

/** Every request has a name that the caller, the log and whoever helps can quote. */
export const nameRequest: RequestHandler = (request, response, next) => {
  const given = request.get("x-request-id") ?? "";
  const requestId = REQUEST_ID.test(given) ? given : randomUUID();
  const startedAt = performance.now();
  response.setHeader("X-Request-Id", requestId);
  response.on("finish", () => {
    const ms = Math.round(performance.now() - startedAt);
    // Without the query: it carries ID tokens.
    log.info(
      { requestId, method: request.method, path: request.path, status: response.statusCode, ms },
      "answered",
    );
  });
  next();
};

/**
 * On every answer, whoever makes it. Pages bring a policy of their own, so the policy for everything else is
 * added at the last moment, where none is there yet.
 */
export const securityHeaders: RequestHandler = (request, response, next) => {
  for (const [name, value] of Object.entries(FIXED)) response.setHeader(name, value);
  const writeHead = response.writeHead;
  response.writeHead = function withPolicy(this: typeof response, ...head: never[]) {
    if (!this.hasHeader("Content-Security-Policy")) {
      this.setHeader(
        "Content-Security-Policy",
        `default-src 'none'; ${frameAncestors(addressOf(request.originalUrl))}`,
      );
    }
    if (!this.hasHeader("Cache-Control")) this.setHeader("Cache-Control", "no-store");
    return (writeHead as (...args: never[]) => typeof response).apply(this, head);
  } as typeof writeHead;
  next();
};

/**
 * What is left of a body that nobody wants would stand before the connection's next request for ever. It is
 * taken and dropped once the answer is given: most clients read that only when they have sent everything.
 */
export const passOverRest: RequestHandler = (request, response, next) => {
  response.on("finish", () => {
    if (request.readableEnded) return;
    let length = 0;
    // Whoever listens would hold the stream back until somebody reads on.
    request.removeAllListeners("data");
    request.on("data", (part: Buffer) => {
      length += part.byteLength;
      if (length > limits.passedOverBytesMax) request.destroy();
    });
    request.resume();
  });
  next();
};

/** No Request of the web's own kind can carry these, so no route could ever answer them. */
export const refuseForbiddenMethod: RequestHandler = (request, response, next) => {
  if (/^(TRACE|TRACK|CONNECT)$/i.test(request.method)) response.status(405).set("Allow", "GET, POST").end();
  else next();
};

/** The app knows its own address; what a caller claims it to be reaches nobody. */
export const oneHost: RequestHandler = (request, _response, next) => {
  request.headers.host = APP_HOST;
  delete request.headers["x-forwarded-host"];
  next();
};

/** What even the routes could not answer: an address that is none, a bug on the way. */
export const answerFailure: ErrorRequestHandler = (error, request, response, _next) => {
  const status =
    error instanceof TypeError && /URL/i.test(error.message) ? 400 : Number(error?.status ?? 500);
  if (status >= 500) log.error({ error, path: request.path }, "A request failed");
  if (response.headersSent) response.destroy();
  else
    response
      .status(status)
      .type("text/plain")
      .send(status >= 500 ? "Something went wrong." : "Not a request.");
};

function addressOf(target: string): URL {
  return URL.canParse(target, env.shopifyAppUrl)
    ? new URL(target, env.shopifyAppUrl)
    : new URL(env.shopifyAppUrl);
}
