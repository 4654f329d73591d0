import type { Picture } from "./jpeg.ts";
import { joined, startsWith, text, viewOf } from "./octets.ts";

const OF_THE_PICTURE = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];
/** Flags in VP8X that say where it was taken and what it is called. */
const WORDS = 0x08 | 0x04;

/** As for JPEG: the picture ends where it says, and what describes it is left behind. */
export function readWebp(bytes: Uint8Array): Picture | null {
  if (!startsWith(bytes, "RIFF") || bytes.length < 20 || text(bytes.subarray(8, 12)) !== "WEBP") return null;
  const view = viewOf(bytes);
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true));
  const pieces: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  let painted = false;
  for (let at = 12; at + 8 <= whole; ) {
    const kind = text(bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > whole) return null;
    const chunk = new Uint8Array(end - at);
    chunk.set(bytes.subarray(at, at + 8 + length));
    size ??= sizeOf(kind, chunk);
    if (kind === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~WORDS;
    if (kind === "VP8 " || kind === "VP8L" || kind === "ANMF") painted = true;
    if (OF_THE_PICTURE.includes(kind)) pieces.push(chunk);
    at = end;
  }
  if (!size || !painted) return null;
  const body = joined(pieces);
  const head = new Uint8Array(12);
  head.set(bytes.subarray(0, 12));
  viewOf(head).setUint32(4, body.length + 4, true);
  return { ...size, kept: joined([head, body]) };
}

function sizeOf(kind: string, chunk: Uint8Array): { width: number; height: number } | null {
  const [view, at] = [viewOf(chunk), 8];
  if (kind === "VP8X" && chunk.length >= at + 10) {
    const three = (from: number) => view.getUint16(from, true) + (chunk[from + 2] ?? 0) * 65_536;
    return { width: three(at + 4) + 1, height: three(at + 7) + 1 };
  }
  if (kind === "VP8L" && chunk.length >= at + 5 && chunk[at] === 0x2f) {
    const bits = view.getUint32(at + 1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind === "VP8 " && chunk.length >= at + 10 && text(chunk.subarray(at + 3, at + 6)) === "\x9d\x01\x2a")
    return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff };
  return null;
}
