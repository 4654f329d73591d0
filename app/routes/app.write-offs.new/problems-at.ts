import type { Problem } from "#app/domain/problem.ts";

const NONE: Problem[] = [];

/** Puts each problem at the field it speaks of, and keeps those that speak of none for the summary. */
export class ProblemsAt {
  readonly all: Problem[];

  constructor(all: Problem[]) {
    this.all = all;
  }

  field(name: string): Problem[] {
    return this.all.filter(({ at }) => at?.[0] === name);
  }

  /** The same nothing for every line that nothing is said of. */
  atLine(position: number): Problem[] {
    const found = this.all.filter(({ at }) => at?.[0] === "lines" && at[1] === position);
    return found.length > 0 ? found : NONE;
  }

  get elsewhere(): Problem[] {
    const shown = ["eventDate", "note"];
    return this.all.filter(
      ({ at }) => !(at?.[0] === "lines" && at.length > 2) && !shown.includes(String(at?.[0])),
    );
  }
}
