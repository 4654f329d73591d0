import { joined, text, viewOf } from "#app/domain/evidence/octets.ts";
import type { PdfPicture } from "./pdf-file.ts";

/**
 * A picture as a PDF takes it without being painted anew: JPEG as it is, PNG if it has no glass and is not
 * interlaced. Null for every other: it is told where it lies and not shown.
 */
export function pictureOf(mediaType: string, bytes: Uint8Array): PdfPicture | null {
  if (mediaType === "image/jpeg") return jpegOf(bytes);
  return mediaType === "image/png" ? pngOf(bytes) : null;
}

function jpegOf(bytes: Uint8Array): PdfPicture | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const length = number(bytes, at + 2);
    if (marker >= 0xc0 && marker <= 0xc2) {
      const colours = { 1: "DeviceGray", 3: "DeviceRGB" }[bytes[at + 9] ?? 0];
      if (!colours || bytes[at + 4] !== 8) return null;
      return {
        width: number(bytes, at + 7),
        height: number(bytes, at + 5),
        filter: "DCTDecode",
        colours,
        bytes,
      };
    }
    if (marker === 0xda || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function pngOf(bytes: Uint8Array): PdfPicture | null {
  const view = viewOf(bytes);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, kind, interlaced] = [bytes[24], bytes[25], bytes[28]];
  const colours = { 0: 1, 2: 3 }[kind ?? -1];
  if (depth !== 8 || !colours || interlaced !== 0) return null;
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const named = text(bytes.subarray(at + 4, at + 8));
    if (named === "tRNS") return null;
    if (named === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const more = `/DecodeParms<</Predictor 15/Colors ${colours}/BitsPerComponent 8/Columns ${width}>>`;
  const space = colours === 3 ? "DeviceRGB" : "DeviceGray";
  return { width, height, filter: "FlateDecode", colours: space, bytes: joined(parts), more };
}

function number(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
