import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

/** Bytes that are there, or that are made while they leave. */
export type ZipFile = { name: string; bytes: Uint8Array | AsyncIterable<Uint8Array> };

type Listed = {
  name: Buffer;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  at: number;
};

const [STORED, DEFLATED] = [0, 8];
/** Names are UTF-8; sizes follow the bytes. */
const [UTF8, SIZES_BEHIND] = [0x0800, 0x0008];
/** A day of 1980: an archive of the same files is the same archive. */
const DAY = 0x0021;

/**
 * An archive as it is made, one file at a time. At its end stands a list of hashes, as `sha256sum` reads it.
 */
export async function* zipOf(files: AsyncIterable<ZipFile>, listName: string): AsyncGenerator<Uint8Array> {
  const listed: Listed[] = [];
  const hashes: string[] = [];
  let at = 0;
  async function* put(file: ZipFile): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    const entry: Listed = {
      name: Buffer.from(file.name),
      flags: UTF8,
      method: STORED,
      crc: 0,
      packed: 0,
      size: 0,
      at,
    };
    const pieces =
      file.bytes instanceof Uint8Array ? whole(file.bytes, entry) : streamed(file.bytes, entry, hash);
    if (file.bytes instanceof Uint8Array) hash.update(file.bytes);
    for await (const piece of pieces) {
      at += piece.length;
      yield piece;
    }
    listed.push(entry);
    hashes.push(`${hash.digest("hex")}  ${file.name}\n`);
  }
  for await (const file of files) yield* put(file);
  yield* put({ name: listName, bytes: Buffer.from(hashes.join("")) });
  const list = Buffer.concat(listed.map(central));
  yield list;
  yield endOf(listed.length, list.length, at);
}

function* whole(bytes: Uint8Array, entry: Listed): Generator<Uint8Array> {
  const deflated = deflateRawSync(bytes);
  const isSmaller = deflated.length < bytes.length * 0.95;
  entry.method = isSmaller ? DEFLATED : STORED;
  entry.crc = crc32(bytes);
  entry.size = bytes.length;
  entry.packed = isSmaller ? deflated.length : bytes.length;
  yield local(entry);
  yield isSmaller ? deflated : bytes;
}

async function* streamed(
  bytes: AsyncIterable<Uint8Array>,
  entry: Listed,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  entry.method = DEFLATED;
  entry.flags |= SIZES_BEHIND;
  yield local(entry);
  async function* counted() {
    for await (const piece of bytes) {
      entry.crc = crc32(piece, entry.crc);
      entry.size += piece.length;
      hash.update(piece);
      yield piece;
    }
  }
  const input = Readable.from(counted(), { objectMode: false });
  const deflate = createDeflateRaw();
  input.once("error", (error) => deflate.destroy(error));
  for await (const piece of input.pipe(deflate) as AsyncIterable<Uint8Array>) {
    entry.packed += piece.length;
    yield piece;
  }
  const behind = Buffer.alloc(16);
  behind.writeUInt32LE(0x08074b50, 0);
  behind.writeUInt32LE(entry.crc, 4);
  behind.writeUInt32LE(entry.packed, 8);
  behind.writeUInt32LE(entry.size, 12);
  yield behind;
}

function common({ flags, method, crc, packed, size, name }: Listed): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(20, 0);
  part.writeUInt16LE(flags, 2);
  part.writeUInt16LE(method, 4);
  part.writeUInt16LE(DAY, 8);
  const isKnown = !(flags & SIZES_BEHIND) || size > 0;
  part.writeUInt32LE(isKnown ? crc : 0, 10);
  part.writeUInt32LE(isKnown ? packed : 0, 14);
  part.writeUInt32LE(isKnown ? size : 0, 18);
  part.writeUInt16LE(name.length, 22);
  return part;
}

function local(entry: Listed): Buffer {
  return Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common(entry), entry.name]);
}

function central(entry: Listed): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.at, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common(entry), rest, entry.name]);
}

function endOf(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
