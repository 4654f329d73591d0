import { describe, expect, test } from "vitest";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { deleteSessions, listSessions } from "#app/db/sessions.ts";
import { findShop, markUninstalled } from "#app/db/shops.ts";
import { authRig, domain, key, owner } from "./rig.ts";

const rig = authRig();
const calls = () => rig.shopify.requests.count("oauth");

/** As if the app's token had been granted so long ago that this much of its life is left. */
const leaveMs = (ms: number) =>
  rig.read(
    (tx) => tx.$executeRaw`
      UPDATE shopify_session SET expires_at = clock_timestamp() + ${ms} * interval '1 millisecond'
      WHERE NOT is_online`,
  );

async function signedIn() {
  const first = rig.process();
  expect(await first.exchange(await rig.idToken())).toMatchObject({
    kind: "ready",
    standing: { shop: { id: rig.shopId } },
  });
  rig.shopify.requests.clear();
  return first;
}

describe("exchanging an ID token", () => {
  test("happens once for loaders that run side by side, and not again", async () => {
    const { exchange } = rig.process();
    const token = await rig.idToken();
    await Promise.all([exchange(token), exchange(token), exchange(await rig.idToken())]);
    expect(calls()).toBe(2);
    await exchange(await rig.idToken());
    expect(calls()).toBe(2);
  });

  test("keeps who the person is and what Shopify lets them do", async () => {
    const { exchange } = rig.process();
    await exchange(await rig.idToken());
    await exchange(await rig.idToken("9000003"));
    const people = await rig.read((tx) => tx.person.findMany({ orderBy: { userId: "asc" } }));
    expect(people).toMatchObject([
      { userId: owner, name: "Olivia Owner", accountOwner: true, mayWriteOff: true },
      { userId: "9000003", name: "Ava Assistant", accountOwner: false, mayWriteOff: false },
    ]);
    expect(calls()).toBe(3);
  });

  test("says what stands in the way", async () => {
    const { exchange } = rig.process();
    rig.shopify.fault({ kind: "drop-before", operation: "oauth" });
    expect(await exchange(await rig.idToken())).toEqual({ kind: "unreachable" });
    rig.shopify.fault({ kind: "status", status: 500, operation: "oauth" });
    expect(await exchange(await rig.idToken())).toEqual({ kind: "unreachable" });
    const stale = await rig.idToken();
    rig.shopify.uninstall();
    expect(await exchange(stale)).toEqual({ kind: "denied" });
  });

  test("proves the installation as of the moment it was asked for, and no later", async () => {
    const { exchange, deps, storage } = await signedIn();
    const before = await rig.read((tx) => findShop(tx, rig.shopId));
    const uninstalledAt = new Date();
    await inShopTransaction(deps.database, rig.shopId, async (tx) => {
      expect(await markUninstalled(tx, rig.shopId, uninstalledAt)).toBe(true);
      await deleteSessions(tx, rig.shopId, "all");
    });
    const granted = await deps.api.auth.refreshToken({ shop: domain, refreshToken: "x" }).catch(() => null);
    expect(granted).toBeNull();
    await exchange(await rig.idToken());
    const after = await rig.read((tx) => findShop(tx, rig.shopId));
    expect(after?.uninstalledAt).toBeNull();
    expect(after?.installProvedAt.getTime()).toBeGreaterThan(before?.installProvedAt.getTime() ?? 0);
    await inShopTransaction(deps.database, rig.shopId, async (tx) => {
      expect(await markUninstalled(tx, rig.shopId, uninstalledAt)).toBe(false);
    });
    const session = await storage.loadSession(`offline_${domain}`);
    if (!session) throw new Error("signed in");
    const later = new Date(Date.now() + 1000);
    await inShopTransaction(deps.database, rig.shopId, (tx) => markUninstalled(tx, rig.shopId, later));
    await storage.storeGranted(session, new Date());
    expect((await rig.read((tx) => findShop(tx, rig.shopId)))?.uninstalledAt).toEqual(later);
  });
});

describe("the app's own token", () => {
  test("is refreshed by one of many processes, and the others use what it got", async () => {
    await signedIn();
    const processes = [rig.process(), rig.process(), rig.process(), rig.process()];
    await leaveMs(60_000);
    rig.shopify.fault({ kind: "delay", ms: 300, operation: "oauth" });
    const got = await Promise.all(processes.map(({ tokens }) => tokens.appToken()));
    expect(new Set(got).size).toBe(1);
    expect(calls()).toBe(1);
    const rows = await rig.read((tx) => tx.shopifySession.findMany({ where: { isOnline: false } }));
    expect(rows).toMatchObject([{ refreshLeaseUntil: null }]);
  });

  test("is refreshed through the library's door too, which never sees the refresh token", async () => {
    const first = await signedIn();
    const before = await first.storage.loadSession(`offline_${domain}`);
    await leaveMs(60_000);
    const after = await first.storage.loadSession(`offline_${domain}`);
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).toBeUndefined();
    expect(calls()).toBe(1);
  });

  test("is refreshed by another when the refresher dies with the lease in its hand", async () => {
    const first = await signedIn();
    await rig.read(
      (tx) => tx.$executeRaw`
        UPDATE shopify_session SET refresh_lease_until = clock_timestamp() + interval '700 milliseconds'
        WHERE NOT is_online`,
    );
    await leaveMs(60_000);
    const [lease] = await rig.read(
      (tx) => tx.$queryRaw<{ until: Date }[]>`
        SELECT refresh_lease_until AS until FROM shopify_session WHERE NOT is_online`,
    );
    await first.tokens.appToken();
    const [after] = await rig.read(
      (tx) => tx.$queryRaw<{ isOver: boolean }[]>`SELECT clock_timestamp() > ${lease?.until} AS "isOver"`,
    );
    expect(after).toEqual({ isOver: true });
    expect(calls()).toBe(1);
  });

  test("survives a refresh whose answer was lost", async () => {
    const first = await signedIn();
    await leaveMs(-60_000);
    rig.shopify.fault({ kind: "drop-after", operation: "oauth" });
    await expect(first.tokens.appToken()).rejects.toMatchObject({ kind: "retry" });
    expect(await first.tokens.appToken()).toMatch(/^shpat_/);
  });

  test("that still lives serves when the refresh fails", async () => {
    const first = await signedIn();
    await leaveMs(60_000);
    rig.shopify.fault({ kind: "status", status: 503, operation: "oauth" });
    expect(await first.tokens.appToken()).toMatch(/^shpat_/);
  });

  test("ends with the installation, and says so", async () => {
    const first = await signedIn();
    rig.shopify.uninstall();
    await leaveMs(-60_000);
    await expect(first.tokens.appToken()).rejects.toMatchObject({ kind: "disconnected" });
    expect(await first.storage.loadSession(`offline_${domain}`)).toBeUndefined();
  });

  test("that Shopify refused is renewed, and a newer one is not forgotten with it", async () => {
    const first = await signedIn();
    const dead = await first.tokens.appToken();
    await first.tokens.forget(dead);
    const next = await first.tokens.appToken();
    expect(next).not.toBe(dead);
    await first.tokens.forget(dead);
    expect(await first.tokens.appToken()).toBe(next);
    expect(calls()).toBe(1);
  });

  test("of a person is forgotten whole, and exchanged anew when they come again", async () => {
    const first = await signedIn();
    const token = await first.tokens.personToken(owner);
    expect(token).toMatch(/^shpua_/);
    await first.tokens.forget(token ?? "");
    expect(await first.tokens.personToken(owner)).toBeNull();
    await first.exchange(await rig.idToken());
    expect(await first.tokens.personToken(owner)).not.toBe(token);
    expect(calls()).toBe(1);
  });
});

describe("tokens at rest", () => {
  test("cannot be read in the database", async () => {
    const { tokens } = await signedIn();
    const secrets = [await tokens.appToken(), await tokens.personToken(owner)];
    const rows = await rig.read((tx) => listSessions(tx, rig.shopId));
    const bytes = rows.flatMap((row) => [row.accessToken, row.refreshToken ?? new Uint8Array()]);
    for (const secret of secrets) {
      for (const each of bytes) expect(Buffer.from(each).includes(secret ?? "none")).toBe(false);
    }
    expect(rows.every(({ keyId }) => keyId === "k1")).toBe(true);
  });

  test("open under an old key, are sealed anew when written and by the resealing step", async () => {
    const { tokens } = await signedIn();
    const before = await tokens.appToken();
    const rotated = rig.process([key("k2"), ...rig.keys]);
    expect(await rotated.tokens.appToken()).toBe(before);
    expect(await rotated.storage.reencrypt(domain)).toBe(2);
    expect(await rotated.storage.reencrypt(domain)).toBe(0);
    const rows = await rig.read((tx) => listSessions(tx, rig.shopId));
    expect(rows.map(({ keyId }) => keyId)).toEqual(["k2", "k2"]);
    expect(await rotated.tokens.appToken()).toBe(before);
    await leaveMs(60_000);
    expect(await rotated.tokens.appToken()).not.toBe(before);
    expect(await rotated.exchange(await rig.idToken())).toMatchObject({ kind: "ready" });
  });

  test("under a key that was lost are worth nothing, until a person comes", async () => {
    await signedIn();
    const stranger = rig.process([key("k9")]);
    await expect(stranger.tokens.appToken()).rejects.toMatchObject({ kind: "disconnected" });
    expect(await stranger.tokens.personToken(owner)).toBeNull();
    expect(await stranger.storage.loadSession(`offline_${domain}`)).toBeUndefined();
    await stranger.exchange(await rig.idToken());
    expect(await stranger.tokens.appToken()).toMatch(/^shpat_/);
  });

  test("do not open when they were moved to another row", async () => {
    const { tokens } = await signedIn();
    await rig.read(
      (tx) => tx.$executeRaw`
        UPDATE shopify_session SET access_token = (SELECT access_token FROM shopify_session
          WHERE is_online LIMIT 1)
        WHERE NOT is_online`,
    );
    await expect(tokens.appToken()).rejects.toThrow();
  });
});
