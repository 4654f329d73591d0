/** The only source of time and ids for use cases; tests turn both by hand. */
export type Clock = { now(): Date; sleep(ms: number): Promise<void> };
export type Ids = { next(): string };
