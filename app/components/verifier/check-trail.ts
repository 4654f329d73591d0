import { checkChain, type Verdict } from "#app/domain/audit/check-chain.ts";
import { readTrailLine, type Seal, type TrailFoot, type TrailHead } from "#app/domain/audit/trail-file.ts";
import { hashOfEvent } from "./sha256.ts";

export type CheckedTrail = {
  head: TrailHead;
  verdict: Verdict;
  /** Its own seals, which another trail can be held against. */
  seals: Seal[];
  /** Hashes of photos and files that its events speak of. */
  evidence: Set<string>;
};

/** A whole trail has as many seals as events; those of a choice are few and worth keeping. */
const SEALS_KEPT = 10_000;
const TOLD_EVERY = 5_000;

/** Null for what is no audit trail. Line by line: a million events take no more memory than a few. */
export async function checkTrail(
  file: Blob,
  kept: Seal[],
  told: (events: number) => void = () => {},
): Promise<CheckedTrail | null> {
  let line = 0;
  let checked: (Omit<CheckedTrail, "verdict"> & { chain: ReturnType<typeof checkChain> }) | null = null;
  let foot: TrailFoot | null = null;
  for await (const text of linesOf(file)) {
    line += 1;
    const read = readTrailLine(text);
    if (!checked) {
      if (read.kind !== "head") return null;
      checked = { head: read.head, chain: checkChain(read.head, kept), seals: [], evidence: new Set() };
    } else if (read.kind === "event" && !foot) {
      const { sequence, previous, hash, event } = read.line;
      checked.chain.take(read.line, await hashOfEvent(previous, event), line);
      if (checked.seals.length < SEALS_KEPT) checked.seals.push({ sequence, hash });
      for (const [, told] of event.matchAll(/"sha256":"([0-9a-f]{64})"/g)) checked.evidence.add(told ?? "");
      if (line % TOLD_EVERY === 0) told(line);
    } else if (read.kind === "foot" && !foot) foot = read.foot;
    else checked.chain.unreadable(line);
  }
  if (!checked) return null;
  const { chain, ...rest } = checked;
  return { ...rest, seals: [...rest.seals, rest.head.head], verdict: chain.end(foot) };
}

async function* linesOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest) yield rest;
}
