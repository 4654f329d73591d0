import { joined, startsWith, text } from "./octets.ts";

export type Picture = { width: number; height: number; kept: Uint8Array };

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xfe];
const ORIENTATION = 0x0112;

/**
 * The picture and nothing beside it: no place it was taken at, no words, nothing hung on behind its end. What
 * stays of its description is which way up it is. Null for what is no whole JPEG.
 */
export function readJpeg(bytes: Uint8Array): Picture | null {
  const pieces: Uint8Array[] = [Uint8Array.of(0xff, SOI)];
  let size: { width: number; height: number } | null = null;
  let turned = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker)) size = sizeOf(segment) ?? size;
    if (marker === APP1) turned = orientationOf(segment.subarray(4)) ?? turned;
    const until = marker === SOS ? endOfScan(bytes, end) : end;
    if (isOfThePicture(marker, segment)) pieces.push(bytes.subarray(at, until));
    at = until;
  }
  if (bytes[at] !== 0xff || bytes[at + 1] !== EOI || !size) return null;
  if (turned !== 1) pieces.splice(1, 0, turnedSegment(turned));
  return { ...size, kept: joined([...pieces, Uint8Array.of(0xff, EOI)]) };
}

/** Tables, frames and scans, and of the applications' notes those that colours depend on. */
function isOfThePicture(marker: number, segment: Uint8Array): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > 0xef) return true;
  if (marker === APP0) return startsWith(segment.subarray(4), "JFIF\0") && segment.length <= 20;
  if (marker === APP2) return startsWith(segment.subarray(4), "ICC_PROFILE\0");
  return marker === APP14 && startsWith(segment.subarray(4), "Adobe") && segment.length <= 20;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function sizeOf(frame: Uint8Array): { width: number; height: number } | null {
  if (frame.length < 9) return null;
  const number = (at: number) => (frame[at] ?? 0) * 256 + (frame[at + 1] ?? 0);
  const [height, width] = [number(5), number(7)];
  return width > 0 && height > 0 ? { width, height } : null;
}

/** Inside a scan a 0xff is followed by nought or by the count of a restart; anything else ends it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function orientationOf(exif: Uint8Array): number | null {
  if (!startsWith(exif, "Exif\0\0")) return null;
  const tiff = new DataView(exif.buffer, exif.byteOffset + 6, exif.length - 6);
  if (tiff.byteLength < 14) return null;
  const little = text(exif.subarray(6, 8)) === "II";
  const start = tiff.getUint32(4, little);
  if (start + 2 > tiff.byteLength) return null;
  const entries = Math.min(tiff.getUint16(start, little), 64);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = start + 2 + entry * 12;
    if (at + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(at, little) !== ORIENTATION) continue;
    const turned = tiff.getUint16(at + 8, little);
    return turned >= 1 && turned <= 8 ? turned : null;
  }
  return null;
}

/** A note that says which way up and no more. */
function turnedSegment(turned: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0];
  const note = [...[..."Exif"].map((letter) => letter.charCodeAt(0)), 0, 0, ...tiff];
  return Uint8Array.of(0xff, APP1, 0, note.length + 2, ...note);
}
