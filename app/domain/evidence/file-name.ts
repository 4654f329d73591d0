import { limits } from "../limits.ts";
import type { MediaType } from "./read-file.ts";

const ENDINGS: Record<MediaType, readonly [string, ...string[]]> = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "image/heic": ["heic", "heif"],
  "application/pdf": ["pdf"],
};

/** Letters that turn the direction of what follows could hide an ending. */
const HIDING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>|:*?/\\]/gu;

/** The name a person gave it, without a path, and with the ending of what it is. */
export function fileNameOf(given: string, mediaType: MediaType): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const plain = last.toWellFormed().normalize("NFC").replace(HIDING, " ").replace(/\s+/g, " ").trim();
  const endings = ENDINGS[mediaType];
  const dot = plain.lastIndexOf(".");
  const isRight = dot > 0 && endings.includes(plain.slice(dot + 1).toLowerCase());
  const stem = (isRight ? plain.slice(0, dot) : plain).replace(/^\.+/, "").trim();
  const room = limits.fileNameLengthMax - 5;
  return `${shortened(stem, room) || "photo"}.${isRight ? plain.slice(dot + 1).toLowerCase() : endings[0]}`;
}

/** As a header may carry it: what every reader understands, and the name itself in the way of RFC 5987. */
export function dispositionOf(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, "_");
  const whole = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function shortened(stem: string, room: number): string {
  return stem.slice(0, room).toWellFormed().replace("\ufffd", "").trim();
}
