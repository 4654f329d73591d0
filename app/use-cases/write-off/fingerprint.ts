import { createHash } from "node:crypto";
import { type AuditValue, canonicalOf } from "#app/domain/audit/event.ts";

/** The content of a wish, without its id: the same id with the same content is the same wish again. */
export function fingerprintOf(command: { id: string }): string {
  const { id: _, ...content } = command;
  const plain = JSON.parse(JSON.stringify(content)) as AuditValue;
  return createHash("sha256").update(canonicalOf(plain)).digest("hex");
}
