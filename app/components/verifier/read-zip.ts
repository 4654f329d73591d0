/** One file of an archive; its bytes are unpacked when they are asked for. */
export type ZipEntry = { name: string; bytes(): Promise<Uint8Array> };

const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const TAIL_BYTES = 66_000;

/** Reads the list at the end and nothing else; null for what is no archive, or a broken one. */
export async function readZip(file: Blob): Promise<ZipEntry[] | null> {
  const from = Math.max(0, file.size - TAIL_BYTES);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) return null;
  const start = tail.getUint32(end + 16, true);
  const list = new DataView(await file.slice(start, start + tail.getUint32(end + 12, true)).arrayBuffer());
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= list.byteLength && list.getUint32(at, true) === CENTRAL; ) {
    const length = list.getUint16(at + 28, true);
    const packed = { method: list.getUint16(at + 10, true), size: list.getUint32(at + 20, true) };
    const where = list.getUint32(at + 42, true);
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, length));
    entries.push({ name, bytes: () => unpacked(file, where, packed) });
    at += 46 + length + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries.length === tail.getUint16(end + 10, true) ? entries : null;
}

async function unpacked(
  file: Blob,
  at: number,
  { method, size }: { method: number; size: number },
): Promise<Uint8Array> {
  const local = new DataView(await file.slice(at, at + 30).arrayBuffer());
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) throw new Error("no file begins here");
  const from = at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const packed = file.slice(from, from + size);
  const stream =
    method === 8 ? packed.stream().pipeThrough(new DecompressionStream("deflate-raw")) : packed.stream();
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
