import type { Problem } from "../../shared/src/wire.ts";

/** Something that a person reads and confirms before goods leave; the key says which answer it wants. */
export type Question = { key: string; code: string; message: string };

export function questionsIn(problems: Problem[]): Question[] {
  return problems.flatMap(({ code, facts, message }) =>
    typeof facts?.key === "string" ? [{ key: facts.key, code, message }] : [],
  );
}

export function isQuestion(problem: Problem): boolean {
  return typeof problem.facts?.key === "string";
}

/** One question may come by the preview and again by the refusal. */
export function asked(...lists: Question[][]): Question[] {
  const byKey = new Map(lists.flat().map((question) => [question.key, question]));
  return [...byKey.values()];
}
