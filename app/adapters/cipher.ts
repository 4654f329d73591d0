import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export type CipherKey = { id: string; key: Buffer };

/** Where a secret stands, and in whose row. A ciphertext moved to another row or column does not open. */
export type Place = {
  shopId: string;
  holderId: string;
  field: "accessToken" | "refreshToken" | "verifier" | "hookSecret";
};

export type Sealed = { keyId: string; bytes: Uint8Array };

export type Cipher = {
  currentKeyId: string;
  /** Whether a key of this name is among ours. */
  opens(keyId: string): boolean;
  seal(secret: string, place: Place): Sealed;
  open(sealed: Sealed, place: Place): string;
};

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key seals; every key opens what it once sealed, so keys rotate without a pause. */
export function cipherOf(keys: readonly CipherKey[]): Cipher {
  const [current] = keys;
  if (!current) throw new Error("There is no token key");
  const known = new Map(keys.map((key) => [key.id, key.key]));
  return {
    currentKeyId: current.id,
    opens: (keyId) => known.has(keyId),
    seal: (secret, place) => ({ keyId: current.id, bytes: seal(current.key, secret, place) }),
    open: ({ keyId, bytes }, place) => {
      const key = known.get(keyId);
      if (!key) throw new Error(`The token key "${keyId}" is not among TOKEN_KEYS`);
      return open(key, Buffer.from(bytes), place);
    },
  };
}

function seal(key: Buffer, secret: string, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(addressOf(place));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(key: Buffer, bytes: Buffer, place: Place): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(addressOf(place));
  decipher.setAuthTag(tag);
  const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([body, decipher.final()]).toString("utf8");
}

function addressOf({ shopId, holderId, field }: Place): Buffer {
  return Buffer.from(JSON.stringify([shopId, holderId, field]));
}
