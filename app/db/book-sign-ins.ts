import { limits } from "#app/domain/limits.ts";
import type { BookKind } from "#app/ports/book.ts";
import type { Database, Tx } from "./in-shop-transaction.ts";

export async function insertBookSignIn(
  tx: Tx,
  shopId: string,
  signIn: {
    id: string;
    stateHash: Uint8Array;
    kind: BookKind;
    keyId: string;
    verifier: Uint8Array;
    personId: string;
  },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO book_sign_in (shop_id, id, state_hash, kind, verifier, key_id, person_id, expires_at)
    VALUES (${shopId}::uuid, ${signIn.id}::uuid, ${signIn.stateHash}, ${signIn.kind}, ${signIn.verifier},
            ${signIn.keyId}, ${signIn.personId},
            clock_timestamp() + ${limits.bookSignInMs} * interval '1 millisecond')`;
}

export type UsedSignIn = {
  shopId: string;
  id: string;
  kind: BookKind;
  verifier: Uint8Array;
  keyId: string;
  personId: string;
};

/** What somebody set out with who has not come back yet. */
export async function findBookSignIn(database: Database, stateHash: Uint8Array): Promise<UsedSignIn | null> {
  const rows = await database.$queryRaw<UsedSignIn[]>`
    SELECT shop_id AS "shopId", id, kind, verifier, key_id AS "keyId", person_id AS "personId"
      FROM find_book_sign_in(${stateHash})`;
  return rows[0] ?? null;
}

/** Whoever comes back from a vendor names no shop: the secret they set out with does, once and in time. */
export async function takeBookSignIn(database: Database, stateHash: Uint8Array): Promise<UsedSignIn | null> {
  const rows = await database.$queryRaw<UsedSignIn[]>`
    SELECT shop_id AS "shopId", id, kind, verifier, key_id AS "keyId", person_id AS "personId"
      FROM use_book_sign_in(${stateHash})`;
  return rows[0] ?? null;
}

/** What the vendor gave, sealed: until the person has said which organisation it is for. */
export async function markSignInAnswer(tx: Tx, signInId: string, answer: Uint8Array): Promise<void> {
  await tx.$executeRaw`UPDATE book_sign_in SET answer = ${answer} WHERE id = ${signInId}::uuid`;
}

export async function findSignInAnswer(
  tx: Tx,
  wanted: { signInId: string; personId: string },
): Promise<{ kind: BookKind; keyId: string; answer: Uint8Array } | null> {
  const rows = await tx.$queryRaw<{ kind: BookKind; keyId: string; answer: Uint8Array }[]>`
    SELECT kind, key_id AS "keyId", answer FROM book_sign_in
     WHERE id = ${wanted.signInId}::uuid AND person_id = ${wanted.personId} AND answer IS NOT NULL
       AND expires_at > clock_timestamp()`;
  return rows[0] ?? null;
}

/** What a person came back with is used up; false where somebody else has used it meanwhile. */
export async function deleteBookSignIn(tx: Tx, signInId: string): Promise<boolean> {
  return (await tx.$executeRaw`DELETE FROM book_sign_in WHERE id = ${signInId}::uuid`) === 1;
}
