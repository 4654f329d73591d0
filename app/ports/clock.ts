/** The only source of time and ids for use cases; tests turn both by hand. */
export type Clock = { now(): Date };
export type Ids = { next(): string };
