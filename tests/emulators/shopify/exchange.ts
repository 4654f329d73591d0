import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** One HTTP request and its answer, with nothing but what the emulator needs of them. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  method: string;
  path: string;
  /** The shop that the caller meant, whatever address the call took. */
  shopDomain: string;
  readBody(): Promise<Buffer>;
};

const BODY_BYTES_MAX = 10 * 1024 * 1024;

export function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = new URL(request.url ?? "/", "http://emulator");
  const nested = /^\/_shop\/([^/]+)(\/.*)?$/.exec(url.pathname);
  const forwarded = request.headers["x-forwarded-host"];
  const host = String((Array.isArray(forwarded) ? forwarded[0] : forwarded) ?? request.headers.host ?? "");
  return {
    request,
    response,
    url,
    method: request.method ?? "GET",
    path: nested ? (nested[2] ?? "/") : url.pathname,
    shopDomain: (nested?.[1] ?? host).toLowerCase().replace(/:\d+$/, ""),
    readBody: () => readBody(request),
  };
}

export function parseBody(raw: Buffer, contentType: string | undefined): Record<string, unknown> | null {
  const text = raw.toString("utf8");
  if (contentType?.includes("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed: unknown = JSON.parse(text === "" ? "{}" : text);
    return parsed !== null && typeof parsed === "object" ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export type Reply = { status: number; body: unknown; headers?: Record<string, string> };

export function send(exchange: Exchange, reply: Reply, now: number): void {
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  exchange.response.writeHead(reply.status, {
    "Content-Type": "application/json; charset=utf-8",
    Date: new Date(now).toUTCString(),
    "X-Request-Id": randomUUID(),
    ...reply.headers,
  });
  exchange.response.end(text);
}

/** The caller sees a connection that breaks, as it would from a cable. */
export function drop(exchange: Exchange): void {
  exchange.request.socket.destroy();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX) throw new Error("The body is larger than any that Shopify takes.");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
