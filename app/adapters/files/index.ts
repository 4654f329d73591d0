import { createHash } from "node:crypto";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findFilePart, insertFile } from "#app/db/kept-files.ts";
import type { FileStore } from "#app/ports/file-store.ts";

/** In the shop's own database, so that nothing else has to stand for photos to be kept (decision 29). */
export function filesInDatabase(database: Database, shopId: string): FileStore {
  return {
    async keep(bytes) {
      const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
      await inShopTransaction(database, shopId, (tx) => insertFile(tx, shopId, { sha256, bytes }));
      return { sha256, size: bytes.length };
    },

    /** Each piece is a reading of its own: whoever reads slowly holds no connection. */
    async *read(sha256) {
      for (let position = 0; ; position += 1) {
        const part = await inShop(database, shopId, (tx) => findFilePart(tx, { sha256, position }));
        if (!part) return;
        yield part;
      }
    },
  };
}
