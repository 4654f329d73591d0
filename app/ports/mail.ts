import type { NewsKind, SubjectKind } from "#app/domain/news/news-kind.ts";

/** One letter, in facts: its words are found in the language of whoever reads it. */
export type Letter = {
  /** Becomes its Message-ID, so that who gets it twice can tell. */
  id: string;
  kind: "at-once" | "digest";
  to: { name: string; address: string; locale: string };
  shop: { name: string; timeZone: string };
  news: LetterNews[];
  /** How many more there are than it names. */
  more: number;
  allUrl: string;
  choicesUrl: string;
  stop: StopWish;
};

export type LetterNews = {
  kind: NewsKind;
  subjectKind: SubjectKind;
  at: Date;
  by: string | null;
  number: string | null;
  title: string;
  lineCount: number;
  units: number;
  place: string | null;
  words: string;
  reference: string | null;
  book: string | null;
  url: string;
};

/**
 * `again`: nobody took it, or nobody knows. `refused`: this letter will never be taken.
 */
export type MailAnswer =
  | { kind: "taken" }
  | { kind: "again"; why: "unreachable" | "put-off"; words: string }
  | { kind: "refused"; words: string };

/** Whose mail a link ends, without a sign-in. */
export type StopWish = { shopId: string; userId: string };

export interface MailPort {
  send(letter: Letter): Promise<MailAnswer>;
}
