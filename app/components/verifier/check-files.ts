import type { Flaw } from "#app/domain/audit/check-chain.ts";
import type { Seal } from "#app/domain/audit/trail-file.ts";
import { checkPack, type FileFlaw } from "./check-pack.ts";
import { type CheckedTrail, checkTrail } from "./check-trail.ts";
import { readZip } from "./read-zip.ts";
import { type Say, summaryOf, wordsOf } from "./words.ts";

export type NamedFile = { name: string; bytes: Blob };
export type Report = { title: string; passed: boolean; lines: string[]; seal: string | null };

type Told = (events: number) => void;

/** Packs first: their seals were kept elsewhere than the whole trail that is dropped beside them. */
export async function checkFiles(say: Say, files: NamedFile[], given: Seal[], told: Told): Promise<Report[]> {
  const reports: Report[] = [];
  const kept = [...given];
  const trails: NamedFile[] = [];
  for (const file of files) {
    const entries = await readZip(file.bytes);
    if (!entries) {
      trails.push(file);
      continue;
    }
    const pack = await checkPack(entries, given);
    if (!pack) {
      reports.push(unknown(say, file));
      continue;
    }
    const { trail } = pack;
    if (trail && trail.verdict.flaws.length === 0) kept.push(...trail.seals);
    const sound = pack.flaws.length === 0 ? [say("packSound", { files: pack.files })] : [];
    reports.push(reportOf(say, say("pack", { name: file.name }), { flaws: pack.flaws, trail, sound }));
  }
  for (const file of trails) {
    const trail = await checkTrail(file.bytes, kept, told);
    if (!trail) reports.push(unknown(say, file));
    else reports.push(reportOf(say, titleOf(say, trail), { flaws: [], trail, sound: [] }));
  }
  return reports;
}

type Found = { flaws: FileFlaw[]; trail: CheckedTrail | null; sound: string[] };

function reportOf(say: Say, title: string, { flaws, trail, sound }: Found): Report {
  const all: (Flaw | FileFlaw)[] = [...flaws, ...(trail?.verdict.flaws ?? [])];
  const more = trail?.verdict.more ?? 0;
  const last = trail && (trail.head.whole ? trail.verdict.last : trail.head.head);
  return {
    title,
    passed: all.length === 0,
    lines: [
      ...sound,
      ...(all.length > 0 ? [say("broken")] : trail ? summaryOf(say, trail.head, trail.verdict) : []),
      ...all.map((flaw) => wordsOf(say, flaw)),
      ...(more > 0 ? [say("more", { count: more })] : []),
    ],
    seal: last && all.length === 0 ? `${last.sequence} ${last.hash}` : null,
  };
}

function titleOf(say: Say, { head }: CheckedTrail): string {
  return say(head.whole ? "trail" : "part", { shop: head.shop.name, at: head.madeAt });
}

function unknown(say: Say, { name }: NamedFile): Report {
  return { title: name, passed: false, lines: [say("unknown", { name })], seal: null };
}
