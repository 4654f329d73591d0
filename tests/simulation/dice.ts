/** Dice that fall the same way for the same seed. */
export type Dice = {
  chance(probability: number): boolean;
  between(least: number, most: number): number;
  pick<T>(choices: readonly T[]): T;
  /** Dice of one's own: how often somebody rolls theirs does not change what others roll. */
  fork(): Dice;
};

export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    chance: (probability) => next() < probability,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] as never,
    fork: () => diceOf(between(0, 4_294_967_295)),
  };
}
