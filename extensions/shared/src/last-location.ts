const key = "location";

/** A convenience only: a browser that keeps nothing costs the person one more tap, never the write-off. */
export const lastLocation = {
  async read(): Promise<string | undefined> {
    try {
      const kept = await shopify.storage.get(key);
      return typeof kept === "string" ? kept : undefined;
    } catch {
      return undefined;
    }
  },
  async keep(locationId: string): Promise<void> {
    try {
      await shopify.storage.set(key, locationId);
    } catch {
      // Full or forbidden storage: see above.
    }
  },
};
