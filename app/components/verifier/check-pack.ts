import type { Seal } from "#app/domain/audit/trail-file.ts";
import { type CheckedTrail, checkTrail } from "./check-trail.ts";
import type { ZipEntry } from "./read-zip.ts";
import { sha256 } from "./sha256.ts";

export type FileFlaw = {
  kind: "file-changed" | "file-missing" | "file-unlisted" | "file-untold";
  name: string;
};
export type CheckedPack = { files: number; flaws: FileFlaw[]; trail: CheckedTrail | null };

export const HASH_LIST = "hashes.txt";
const TRAIL = /(^|\/)audit\.ndjson$/;
const EVIDENCE = /(^|\/)evidence\//;

/** Null for an archive that is no proof pack. Every file against the list, every photo against the trail. */
export async function checkPack(entries: ZipEntry[], kept: Seal[]): Promise<CheckedPack | null> {
  const list = entries.find(({ name }) => name === HASH_LIST);
  if (!list) return null;
  const listed = listOf(new TextDecoder().decode(await list.bytes()));
  const found = new Map<string, string>();
  const flaws: FileFlaw[] = [];
  let trail: CheckedTrail | null = null;
  for (const entry of entries) {
    if (entry.name === HASH_LIST) continue;
    const bytes = await entry.bytes().catch(() => new Uint8Array());
    const hash = await sha256(bytes);
    found.set(entry.name, hash);
    const wanted = listed.get(entry.name);
    if (wanted === undefined) flaws.push({ kind: "file-unlisted", name: entry.name });
    else if (wanted !== hash) flaws.push({ kind: "file-changed", name: entry.name });
    if (TRAIL.test(entry.name)) trail = await checkTrail(new Blob([bytes as BlobPart]), kept);
  }
  for (const name of listed.keys()) if (!found.has(name)) flaws.push({ kind: "file-missing", name });
  for (const [name, hash] of found)
    if (EVIDENCE.test(name) && !trail?.evidence.has(hash)) flaws.push({ kind: "file-untold", name });
  return { files: found.size, flaws, trail };
}

/** As `sha256sum` writes it: the hash, two spaces, the name. */
function listOf(text: string): Map<string, string> {
  const lines = text.split("\n").map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return new Map(lines.flatMap((line) => (line ? [[line[2] ?? "", line[1] ?? ""] as const] : [])));
}
