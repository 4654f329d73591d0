import type { Picture } from "./jpeg.ts";
import { joined, startsWith, text, viewOf } from "./octets.ts";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** What a picture looks like depends on these; all others are words, times and places. */
const OF_THE_PICTURE = [
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "sBIT",
  "pHYs",
];

/** As for JPEG: the picture ends where it says, and what describes it is left behind. */
export function readPng(bytes: Uint8Array): Picture | null {
  if (!startsWith(bytes, SIGNATURE)) return null;
  const view = viewOf(bytes);
  const pieces = [bytes.subarray(0, 8)];
  let size: { width: number; height: number } | null = null;
  let painted = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const kind = text(bytes.subarray(at + 4, at + 8));
    if (end > bytes.length || (size === null) !== (kind === "IHDR")) return null;
    if (kind === "IHDR") size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (kind === "IDAT") painted = true;
    if (OF_THE_PICTURE.includes(kind)) pieces.push(bytes.subarray(at, end));
    if (kind === "IEND")
      return painted && size && size.width > 0 && size.height > 0 ? { ...size, kept: joined(pieces) } : null;
    at = end;
  }
  return null;
}
