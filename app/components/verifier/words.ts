import type { Flaw, Verdict } from "#app/domain/audit/check-chain.ts";
import en from "#app/locales/en/verifier.json" with { type: "json" };
import es from "#app/locales/es/verifier.json" with { type: "json" };
import type { FileFlaw } from "./check-pack.ts";

export const TONGUES = { en: "English", es: "Español" } as const;
export type Tongue = keyof typeof TONGUES;
type Facts = Record<string, string | number>;
type Words = typeof en;
export type Say = (key: Key, facts?: Facts) => string;
type Key = keyof Words | `flaw.${keyof Words["flaw"]}`;

const all: Record<Tongue, Words> = { en, es };

/** The sentences stand in this very file: it asks nobody for anything. */
export function sayIn(tongue: Tongue): Say {
  return (key, facts = {}) => {
    const [name, inner] = key.split(".") as [keyof Words, string | undefined];
    const found = inner ? (all[tongue][name] as Record<string, string>)[inner] : all[tongue][name];
    return String(found).replace(/\{\{(\w+)\}\}/g, (_, fact) => String(facts[fact] ?? ""));
  };
}

export function tongueOf(locale: string): Tongue {
  return locale.startsWith("es") ? "es" : "en";
}

export function wordsOf(say: Say, flaw: Flaw | FileFlaw): string {
  return say(`flaw.${flaw.kind}`, flaw as unknown as Facts);
}

/** What was found, and what that does and does not show. */
export function summaryOf(say: Say, { whole }: { whole: boolean }, verdict: Verdict): string[] {
  const { events, last, keptSeen } = verdict;
  const facts = { events, sequence: last.sequence, hash: last.hash };
  if (verdict.flaws.length > 0) return [say("broken")];
  return [
    say(whole ? "sound" : "soundPart", facts),
    say(whole ? (keptSeen > 0 ? "shownKept" : "shownAlone") : "shownPart", { count: keptSeen }),
  ];
}
