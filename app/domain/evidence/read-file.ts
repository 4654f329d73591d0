import { limits } from "../limits.ts";
import { ok, type Result, refuse } from "../result.ts";
import { readJpeg } from "./jpeg.ts";
import { startsWith, text } from "./octets.ts";
import { readPng } from "./png.ts";
import { readWebp } from "./webp.ts";

export const MEDIA_TYPES = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "application/pdf",
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export type ReadFile = {
  mediaType: MediaType;
  width: number | null;
  height: number | null;
  /** What is kept and hashed. */
  kept: Uint8Array;
};

const HEIC_BRANDS = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];
/** Readers of PDF look for its end in so many last bytes. */
const PDF_END = 1_024;

/** What a file is, by its bytes alone; neither its name nor what the sender says of it counts. */
export function readFile(bytes: Uint8Array): Result<ReadFile> {
  if (bytes.length > limits.evidenceBytesMax)
    return refuse({ code: "file-too-large", facts: { megabytesMax: limits.evidenceBytesMax / 1_000_000 } });
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) return refuse({ code: "file-kind" });
  const read = pictureOf(mediaType, bytes);
  if (!read) return refuse({ code: "file-broken" });
  const { width, height } = read;
  if ((width ?? 0) * (height ?? 0) > limits.evidencePixelsMax)
    return refuse({
      code: "picture-too-large",
      facts: { megapixelsMax: limits.evidencePixelsMax / 1_000_000 },
    });
  return ok({ mediaType, ...read });
}

/** The browser shows these by itself; the others are saved, and opened by what the reader has for them. */
export function isShownInline(mediaType: MediaType): boolean {
  return mediaType === "image/jpeg" || mediaType === "image/png" || mediaType === "image/webp";
}

function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (startsWith(bytes, "\xff\xd8\xff")) return "image/jpeg";
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (startsWith(bytes, "RIFF") && text(bytes.subarray(8, 12)) === "WEBP") return "image/webp";
  if (text(bytes.subarray(4, 8)) === "ftyp" && HEIC_BRANDS.includes(text(bytes.subarray(8, 12))))
    return "image/heic";
  return /^%PDF-[12]\.[0-9]/.test(text(bytes.subarray(0, 8))) ? "application/pdf" : null;
}

function pictureOf(
  mediaType: MediaType,
  bytes: Uint8Array,
): { width: number | null; height: number | null; kept: Uint8Array } | null {
  switch (mediaType) {
    case "image/jpeg":
      return readJpeg(bytes);
    case "image/png":
      return readPng(bytes);
    case "image/webp":
      return readWebp(bytes);
    case "image/heic":
      return bytes.length > 64 ? { width: null, height: null, kept: bytes } : null;
    case "application/pdf":
      return text(bytes.subarray(-PDF_END)).includes("%%EOF")
        ? { width: null, height: null, kept: bytes }
        : null;
  }
}
