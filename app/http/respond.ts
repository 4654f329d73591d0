import { createHash } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Problem } from "#app/domain/problem.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { accountInWords, reasonInWords } from "#app/i18n.ts";
import { log } from "#app/log.server.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { statusOf, toWireProblem } from "./problems.ts";

type Args = LoaderFunctionArgs | ActionFunctionArgs;
type Method = "GET" | "POST";

/** What App Bridge and the admin's fetch look for: ask for a fresh ID token and send the request again. */
const RETRY_HEADER = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE_HEADER = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Extensions run on an origin of Shopify's that is not known beforehand; the ID token is what lets them in.
 */
const CORS: Record<string, string> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Expose-Headers": `${REAUTHORIZE_HEADER}, ${RETRY_HEADER}`,
  "Access-Control-Max-Age": "7200",
};

/** One address of the API: its loader and its action at once, so that every method gets an answer. */
export function door(
  works: Partial<Record<Method, (args: Args) => Promise<Response>>>,
): (args: Args) => Promise<Response> {
  const methods = Object.keys(works) as Method[];
  return async (args) => {
    const method = args.request.method === "HEAD" ? "GET" : args.request.method;
    if (method === "OPTIONS") return withCors(new Response(null, { status: 204 }));
    const work = methods.includes(method as Method) ? works[method as Method] : undefined;
    return withCors(work ? await worked(work, args) : refusedMethod(methods));
  };
}

/**
 * A refusal anywhere in a body is told with its sentence, as the problems of a whole answer are, and names we
 * gave in the reader's language.
 */
export function respond(body: object, status = 200): Response {
  const text = textOf(body);
  const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" };
  const response = new Response(text, { status, headers });
  lengths.set(response, Buffer.byteLength(text));
  return response;
}

/** Asked again and again, and mostly the same: a browser that has it already is told so in a few bytes. */
export function respondUnlessKnown(request: Request, body: object): Response {
  const response = respond(body);
  const etag = `W/"${createHash("sha256").update(textOf(body)).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (knows(request, etag)) return new Response(null, { status: 304, headers });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function textOf(body: object): string {
  return JSON.stringify(body, (name, value) => {
    if (!value) return value;
    if (name === "refusal") return toWireProblem(value);
    if (name === "reasonLabel") return reasonInWords(value);
    return name === "accountName" ? accountInWords(value) : value;
  });
}

export function knows(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match") ?? "";
  return known.split(",").some((one) => one.trim() === etag || one.trim() === etag.slice(2));
}

export function respondProblems(problems: Problem[]): Response {
  const status = statusOf(problems);
  const response = respond({ problems: problems.map(toWireProblem) }, status);
  const freshTokenHelps = problems.some(({ code }) => code === "bad-token" || code === "signed-out");
  if (freshTokenHelps) response.headers.set(RETRY_HEADER, "1");
  return response;
}

/** What is the same after JSON has carried it. */
type Carried<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends bigint | Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
    ? never
    : { [K in keyof T]: Carried<T[K]> };

/**
 * For the pages' own doors: a page words the problems itself, so it gets them as they are. A whole answer and
 * no `data()`, whose status the framework forgets where somebody other than a page asks.
 */
export async function answerPage<T>(work: () => Promise<Result<T> & Carried<Result<T>>>): Promise<Response> {
  const result = await work().catch((error: unknown): Result<T> => {
    if (!(error instanceof AdapterError)) throw error;
    log.warn({ error }, "Shopify did not serve a page");
    return refuse(problemOf(error));
  });
  const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" };
  const status = result.ok ? 200 : statusOf(result.problems);
  return new Response(JSON.stringify(result), { status, headers });
}

async function worked(work: (args: Args) => Promise<Response>, args: Args): Promise<Response> {
  try {
    return await work(args);
  } catch (error) {
    if (error instanceof Response) return error;
    const path = new URL(args.request.url).pathname;
    if (error instanceof AdapterError) {
      log.warn({ error, path }, "Shopify did not serve a request");
      return respondProblems([problemOf(error)]);
    }
    log.error({ error, path }, "A request failed");
    return respondProblems([{ code: "our-mistake" }]);
  }
}

function problemOf({ kind, putOff }: AdapterError): Problem {
  if (putOff) return { code: "shopify-busy" };
  switch (kind) {
    case "retry":
    case "uncertain":
      return { code: "shopify-unreachable" };
    case "refused":
      return { code: "refused-by-shopify", facts: { reason: "" } };
    case "disconnected":
      return { code: "signed-out" };
  }
}

function refusedMethod(methods: Method[]): Response {
  const response = respondProblems([{ code: "bad-method", facts: { methods } }]);
  response.headers.set("Allow", [...methods, "OPTIONS"].join(", "));
  return response;
}

/** Not a header from the start: a page that shows a refusal takes over its headers, and is longer. */
const lengths = new WeakMap<Response, number>();

/** The length too, so that what is small need not be compressed. */
function withCors(response: Response): Response {
  const length = lengths.get(response);
  if (length !== undefined) response.headers.set("Content-Length", String(length));
  for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
}
