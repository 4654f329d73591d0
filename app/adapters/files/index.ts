import { createHash } from "node:crypto";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findFilePart, insertFile, isFileKept } from "#app/db/kept-files.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { FileStore } from "#app/ports/file-store.ts";

/** In the shop's own database, so that nothing else has to stand for photos to be kept (decision 29). */
export function filesInDatabase(database: Database, shopId: string): FileStore {
  return {
    async keep(bytes) {
      const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
      await inShopTransaction(database, shopId, (tx) => insertFile(tx, shopId, { sha256, bytes }));
      return { sha256, size: bytes.length };
    },

    /**
     * Each piece is a reading of its own: whoever reads slowly holds no connection. What does not come to its
     * hash, because a piece is gone or not as it was, ends in an error and never as a shorter file.
     */
    async *read(sha256) {
      const hash = createHash("sha256");
      for (let position = 0; ; position += 1) {
        const part = await inShop(database, shopId, (tx) => findFilePart(tx, { sha256, position }));
        if (!part) break;
        hash.update(part);
        yield part;
      }
      if (hash.digest().equals(sha256)) return;
      const isKept = await inShop(database, shopId, (tx) => isFileKept(tx, sha256));
      invariant(!isKept, "a kept file is whole, and what its hash says");
    },
  };
}
