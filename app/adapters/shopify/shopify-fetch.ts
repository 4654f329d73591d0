import { limits } from "#app/domain/limits.ts";

/**
 * Every call to a shop passes here: it ends in time, and where an emulator is set it goes there, with the
 * shop it was meant for in a header. Nothing else changes.
 */
export function shopifyFetch(emulatorUrl: string | undefined): typeof fetch {
  return (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = new URL(request ? request.url : (input as string | URL));
    const timeout = AbortSignal.timeout(limits.callTimeoutMs);
    const given = init?.signal ?? request?.signal;
    const ended = { ...init, signal: given ? AbortSignal.any([given, timeout]) : timeout };
    if (!emulatorUrl || !url.host.endsWith(".myshopify.com")) return fetch(input, ended);
    const headers = new Headers(init?.headers ?? request?.headers);
    headers.set("x-forwarded-host", url.host);
    const there = `${emulatorUrl}${url.pathname}${url.search}`;
    return fetch(request ? new Request(there, request) : there, { ...ended, headers });
  };
}
