import { limits } from "#app/domain/limits.ts";

/**
 * Every call to a shop passes here: it ends in time, and where an emulator is set it goes there, with the shop
 * it was meant for in a header. Nothing else changes.
 */
export function shopifyFetch(emulatorUrl: string | undefined): typeof fetch {
  return (input, init) => {
    const wanted = new Request(input, init);
    const signal = AbortSignal.any([wanted.signal, AbortSignal.timeout(limits.callTimeoutMs)]);
    const { host, pathname, search } = new URL(wanted.url);
    if (!emulatorUrl || !host.endsWith(".myshopify.com")) return fetch(wanted, { signal });
    const headers = new Headers(wanted.headers);
    headers.set("x-forwarded-host", host);
    return fetch(new Request(`${emulatorUrl}${pathname}${search}`, wanted), { headers, signal });
  };
}
