import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { Dice } from "./dice.ts";

/** A process that may be killed: from then on nothing it awaits ever comes back, as after SIGKILL. */
export type Process = {
  /** Runs until the work is done or the process dies, whichever comes first. */
  run<T>(work: (ctx: ShopContext) => Promise<T>): Promise<T | "died">;
};

export type Fortune = {
  dice: Dice;
  deathRate: number;
  napRate: number;
  /** The machine stands still, and the world does not. */
  nap(): Promise<void>;
  /** A call went out of a process that died over it: Shopify may still carry it out. */
  orphaned(call: Promise<unknown>): void;
  /** Where it ended. */
  died(at: string): void;
};

/**
 * Death may come before or after any transaction and any call, and while a call is under way: then nobody
 * here hears of it. Inside a transaction it is the same as before it.
 */
export function mortal(ctx: ShopContext, fortune: Fortune): Process {
  let dead = false;
  let rested = false;
  let announce = (_: "died") => {};
  const death = new Promise<"died">((resolve) => {
    announce = resolve;
  });
  const forever = () => new Promise<never>(() => {});

  function dies(at: string): boolean {
    if (!dead && fortune.dice.chance(fortune.deathRate)) {
      dead = true;
      fortune.died(at);
      announce("died");
    }
    return dead;
  }

  /** Once a life, so that it stays shorter than the time a call may be on its way. */
  async function maybeNap(): Promise<void> {
    if (dead || rested || !fortune.dice.chance(fortune.napRate)) return;
    rested = true;
    await fortune.nap();
  }

  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    await maybeNap();
    if (dies(`before ${name}`)) return forever();
    if (name === "adjust" && dies("during adjust")) {
      fortune.orphaned(work());
      return forever();
    }
    const result = await work();
    await maybeNap();
    return dies(`after ${name}`) ? forever() : result;
  }

  const database = new Proxy(ctx.database, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name !== "$transaction") return value;
      return (...parts: unknown[]) =>
        step("a transaction", () => (value as (...all: unknown[]) => Promise<unknown>).apply(target, parts));
    },
  });
  const shopify = new Proxy(ctx.shopify, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      return (...parts: unknown[]) =>
        step(String(name), () => (value as (...all: unknown[]) => Promise<unknown>).apply(target, parts));
    },
  });
  const own: ShopContext = { ...ctx, database, shopify };
  return { run: (work) => Promise.race([work(own), death]) };
}
