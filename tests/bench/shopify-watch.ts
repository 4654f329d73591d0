import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

export type ShopifyWatch = {
  /** Starts a watch; what it answers is the time since without the time the emulated Shopify was at work. */
  begin(): () => number;
};

/** Node tells when a server of this process begins and ends an answer; the emulator is the only one here. */
export function watchShopify(): ShopifyWatch {
  const begun = new WeakMap<IncomingMessage, number>();
  let busyMs = 0;
  subscribe("http.server.request.start", (message) => {
    begun.set((message as { request: IncomingMessage }).request, performance.now());
  });
  subscribe("http.server.response.finish", (message) => {
    const since = begun.get((message as { request: IncomingMessage }).request);
    if (since !== undefined) busyMs += performance.now() - since;
  });
  return {
    begin() {
      const began = performance.now();
      const busyBefore = busyMs;
      return () => performance.now() - began - (busyMs - busyBefore);
    },
  };
}
