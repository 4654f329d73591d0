import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Built beside the server: one page and one script that need neither us nor a network. */
const FILES = { "verifier.html": "text/html; charset=utf-8", "verify.mjs": "text/javascript; charset=utf-8" };
export type VerifierFile = keyof typeof FILES;

export async function verifierFile(name: string): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  if (!Object.hasOwn(FILES, name)) return null;
  const bytes = await readFile(join(import.meta.dirname, "verifier", name));
  return { bytes, mediaType: FILES[name as VerifierFile] };
}
