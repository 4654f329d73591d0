import { limits } from "#app/domain/limits.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** Once, however often and by however many it is kept at a time; the database holds it against its hash. */
export async function insertFile(
  tx: Tx,
  shopId: string,
  { sha256, bytes }: { sha256: Uint8Array; bytes: Uint8Array },
): Promise<void> {
  const parts = Math.ceil(bytes.length / limits.evidencePartBytes);
  const inserted = await tx.$executeRaw`
    INSERT INTO kept_file (shop_id, sha256, size, parts)
    VALUES (${shopId}::uuid, ${Buffer.from(sha256)}, ${bytes.length}::int, ${parts}::int)
        ON CONFLICT (shop_id, sha256) DO NOTHING`;
  if (inserted === 0) return;
  for (let position = 0; position < parts; position += 1) {
    const from = position * limits.evidencePartBytes;
    const content = Buffer.from(bytes.subarray(from, from + limits.evidencePartBytes));
    await tx.$executeRaw`
      INSERT INTO kept_file_part (shop_id, sha256, position, content)
      VALUES (${shopId}::uuid, ${Buffer.from(sha256)}, ${position}::int, ${content})`;
  }
}

export async function findFilePart(
  tx: Tx,
  { sha256, position }: { sha256: Uint8Array; position: number },
): Promise<Uint8Array | null> {
  const rows = await tx.$queryRaw<{ content: Uint8Array }[]>`
    SELECT content FROM kept_file_part WHERE sha256 = ${Buffer.from(sha256)} AND position = ${position}::int`;
  return rows[0]?.content ?? null;
}

/** Not where it was erased, or never there. */
export async function isFileKept(tx: Tx, sha256: Uint8Array): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT FROM kept_file WHERE sha256 = ${Buffer.from(sha256)} AND erased_at IS NULL`;
  return rows.length > 0;
}

/** Whether it was there to be erased; the hash, the cause and the time stay. */
export async function eraseFile(
  tx: Tx,
  erased: { sha256: Uint8Array; cause: string; personId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean }[]>`
    SELECT erase_file(${Buffer.from(erased.sha256)}, ${erased.cause}, ${erased.personId}) AS done`;
  return rows[0]?.done ?? false;
}
