import type { Problem } from "#app/domain/problem.ts";

/** Thrown out of a commit whose plan no longer holds, so that nothing of it stays. */
export class Refused extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super("the plan no longer holds");
    this.problems = problems;
  }
}
