import type { Problem } from "#app/domain/problem.ts";

/** Puts each problem at the field it speaks of, and keeps those that speak of none for the summary. */
export class ProblemsAt {
  readonly all: Problem[];

  constructor(all: Problem[]) {
    this.all = all;
  }

  field(name: string): Problem[] {
    return this.all.filter(({ at }) => at?.[0] === name);
  }

  line(position: number, field: string): Problem[] {
    return this.all.filter(({ at }) => at?.[0] === "lines" && at[1] === position && at[2] === field);
  }

  lineAtAll(position: number): boolean {
    return this.all.some(({ at }) => at?.[0] === "lines" && at[1] === position);
  }

  get elsewhere(): Problem[] {
    const shown = ["eventDate", "note"];
    return this.all.filter(
      ({ at }) => !(at?.[0] === "lines" && at.length > 2) && !shown.includes(String(at?.[0])),
    );
  }
}
