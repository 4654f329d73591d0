import pg from "pg";
import { describe, expect, it } from "vitest";
import { type CipherKey, cipherOf } from "#app/adapters/cipher.ts";
import { createHookPost } from "#app/adapters/hooks/index.ts";
import { listHooksUnderOldKeys } from "#app/db/forsaken-hooks.ts";
import { changeHookSecret } from "#app/use-cases/hook/change-secret.ts";
import { endHook } from "#app/use-cases/hook/end-hook.ts";
import { resealHook } from "#app/use-cases/hook/reseal-hook.ts";
import { testHook } from "#app/use-cases/hook/test-hook.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { saying } from "#tests/support/hook-receiver.ts";
import { problemsOf } from "./desk.ts";
import { isSignedWith, openHookDesk } from "./hook-desk.ts";

const desk = openHookDesk();
const key = (id: string, byte: number): CipherKey => ({ id, key: Buffer.alloc(32, byte) });

/** A process that was given these keys. */
function knowing(...keys: CipherKey[]): ShopContext {
  const { shopId, clock } = desk.worker;
  const hooks = createHookPost({ shopId, cipher: cipherOf(keys), clock, allowsLoopback: true });
  return { ...desk.worker, hooks };
}
const underOldKeys = async () => {
  const owner = new pg.Pool({ connectionString: desk.ownerUrl, max: 1 });
  return listHooksUnderOldKeys(owner, "next").finally(() => owner.end());
};

describe("secrets under a key that is on its way out", () => {
  it("move to the current key, the former one too, and sign as before under it alone", async () => {
    const hook = await desk.connect();
    const changed = await changeHookSecret(desk.owner, { hookId: hook.id });
    const secret = changed.ok ? changed.value.secret : "";
    expect(await underOldKeys()).toEqual([{ shopId: desk.world.shopId, hookId: hook.id }]);
    expect(await resealHook(knowing(key("next", 9), key("test", 7)), hook.id)).toBe(true);
    expect(await underOldKeys()).toEqual([]);
    await desk.writeOff();
    await desk.deliver(hook.id, knowing(key("next", 9)));
    const [told] = desk.receiver.received;
    expect(told && [secret, hook.secret].map((one) => isSignedWith(one, told))).toEqual([true, true]);
  });

  it("that this process cannot open stay as they are, and so does what has ended", async () => {
    const hook = await desk.connect();
    expect(await resealHook(knowing(key("late", 1)), hook.id)).toBe(false);
    expect(await underOldKeys()).toHaveLength(1);
    await endHook(desk.owner, { hookId: hook.id });
    expect(await resealHook(knowing(key("next", 9), key("test", 7)), hook.id)).toBe(false);
    expect(await underOldKeys()).toEqual([]);
  });
});

describe("a test", () => {
  it("is signed like everything else, says that it is one, and is kept nowhere", async () => {
    const hook = await desk.connect();
    expect(await testHook(desk.owner, { hookId: hook.id })).toEqual({
      ok: true,
      value: { taken: true, status: 204 },
    });
    const [told, ...more] = desk.receiver.received;
    expect(more).toEqual([]);
    expect(told && isSignedWith(hook.secret, told)).toBe(true);
    expect(JSON.parse(told?.body ?? "{}")).toMatchObject({
      id: told?.id,
      event: "hook.test",
      shop: "mug-shop.myshopify.com",
    });
    expect(await desk.deliveries(hook.id)).toEqual([]);
  });

  it("that is not taken says why, ends nothing, and counts as no failure", async () => {
    const hook = await desk.connect();
    desk.receiver.answer = saying(410, "gone");
    expect(await testHook(desk.owner, { hookId: hook.id })).toMatchObject({
      ok: true,
      value: { taken: false, trouble: "gone", status: 410, words: "gone" },
    });
    expect(await desk.hook(hook.id)).toMatchObject({ state: "working", failures: 0, failing: false });
  });

  it("is sent for nobody who may not see cost, and to nothing that has ended", async () => {
    const hook = await desk.connect();
    await desk.writeOff();
    const ben = await desk.as("Ben");
    expect(problemsOf(await testHook(ben, { hookId: hook.id }))[0]?.code).toMatch(/may-not-see-cost|role/);
    await endHook(desk.owner, { hookId: hook.id });
    expect(problemsOf(await testHook(desk.owner, { hookId: hook.id }))).toMatchObject([
      { code: "hook-over" },
    ]);
    expect(desk.receiver.received).toEqual([]);
  });
});
