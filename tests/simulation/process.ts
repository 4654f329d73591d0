import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { Dice } from "./dice.ts";

/** A process that may be killed: from then on nothing it awaits ever comes back, as after SIGKILL. */
export type Process = {
  ctx: ShopContext;
  /** Runs until the work is done or the process dies, whichever comes first. */
  run<T>(work: (ctx: ShopContext) => Promise<T>): Promise<T | "died">;
};

/**
 * Death may come before or after any transaction and any call, and while a call is under way: then Shopify
 * may still carry it out, and nobody here hears of it. Inside a transaction it is the same as before it.
 */
export function mortal(ctx: ShopContext, dice: Dice, deathRate: number): Process {
  let dead = false;
  let announce = (_: "died") => {};
  const death = new Promise<"died">((resolve) => {
    announce = resolve;
  });
  const forever = () => new Promise<never>(() => {});

  function dies(): boolean {
    if (!dead && dice.chance(deathRate)) {
      dead = true;
      announce("died");
    }
    return dead;
  }

  async function step<T>(work: () => Promise<T>, cutShort: boolean): Promise<T> {
    if (dies()) return forever();
    if (cutShort && dies()) {
      work().catch(() => {});
      return forever();
    }
    const result = await work();
    return dies() ? forever() : result;
  }

  const database = new Proxy(ctx.database, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name !== "$transaction") return value;
      return (...parts: unknown[]) =>
        step(() => (value as (...all: unknown[]) => Promise<unknown>).apply(target, parts), false);
    },
  });
  const shopify = new Proxy(ctx.shopify, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      return (...parts: unknown[]) =>
        step(
          () => (value as (...all: unknown[]) => Promise<unknown>).apply(target, parts),
          name === "adjust",
        );
    },
  });
  const own: ShopContext = { ...ctx, database, shopify };
  return { ctx: own, run: (work) => Promise.race([work(own), death]) };
}
