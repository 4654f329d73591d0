/** Calls that Shopify carries out only after others that came later; their callers have long given up. */
export type LateEffects = {
  add(key: string, requests: number): void;
  /** Waits when this call is a late one. */
  hold(key: string): Promise<void>;
  /** Another request came in. */
  oneMore(): void;
  /** No call takes longer than this: while it is on, nothing is held back. */
  hurry(on: boolean): void;
};

type Held = { requests: number; go(): void };

export function lateEffects(): LateEffects {
  const expected = new Map<string, number>();
  const held = new Set<Held>();
  let hurried = false;
  const free = (one: Held) => {
    held.delete(one);
    one.go();
  };
  return {
    add: (key, requests) => void expected.set(key, requests),
    hold(key) {
      const requests = expected.get(key);
      expected.delete(key);
      if (!requests || hurried) return Promise.resolve();
      return new Promise((go) => held.add({ requests, go }));
    },
    oneMore() {
      for (const one of held) {
        one.requests -= 1;
        if (one.requests <= 0) free(one);
      }
    },
    hurry(on) {
      hurried = on;
      if (!on) return;
      for (const one of held) free(one);
    },
  };
}
