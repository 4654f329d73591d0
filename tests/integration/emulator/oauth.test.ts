import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { mintIdToken } from "#tests/emulators/shopify/id-token.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { type Json, people, send } from "./ask.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const type = (kind: "online" | "offline") => `urn:shopify:params:oauth:token-type:${kind}-access-token`;

describe("token exchange", () => {
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    emulator = await startShopify();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.close());

  const post = async (
    body: object,
    shop = "mug-shop.myshopify.com",
  ): Promise<{ status: number; body: Json }> => {
    const answer = await fetch(`${emulator.url}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Forwarded-Host": shop },
      body: JSON.stringify({ client_id: "emulated-api-key", client_secret: "emulated-api-secret", ...body }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const exchange = (kind: "online" | "offline", subject: string, more: object = {}) =>
    post({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: subject,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: type(kind),
      ...more,
    });
  const refresh = (token: string) => post({ grant_type: "refresh_token", refresh_token: token });
  const works = async (token: string) =>
    (await send(emulator, { query: "{ shop { id } }" }, { token })).status === 200;
  const idToken = (userId = people.owner, ttlMs?: number) => emulator.mintIdToken({ userId, ttlMs });

  it("hands out an offline token for an hour with a refresh token for ninety days", async () => {
    const { status, body } = await exchange("offline", idToken(), { expiring: "1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: "write_inventory,read_products",
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect(await works(body.access_token)).toBe(true);
    const forever = await exchange("offline", idToken());
    expect(forever.body.refresh_token).toBeUndefined();
    emulator.ageBy(61 * MINUTE_MS);
    expect(await works(body.access_token)).toBe(false);
    expect(await works(forever.body.access_token)).toBe(true);
  });

  it("names the person of an online token and cuts the scopes to their permissions", async () => {
    const { body } = await exchange("online", idToken(people.ava));
    expect(body).toMatchObject({
      expires_in: 86_399,
      associated_user_scope: "read_inventory,read_products",
      associated_user: { id: 9000003, first_name: "Ava", account_owner: false, email_verified: true },
    });
    const owner = await exchange("online", idToken(people.owner));
    expect(owner.body.associated_user_scope).toBe("write_inventory,read_products");
    expect(owner.body.associated_user.account_owner).toBe(true);
  });

  it.each([
    ["expired", () => idToken(people.owner, -1000)],
    ["of another shop", () => emulator.mintIdToken({ shop: "other-shop", userId: "9400001" })],
    ["of a stranger", () => idToken("123")],
    ["for another app", () => emulator.mintIdToken({ userId: people.owner, claims: { aud: "other" } })],
    [
      "not yet valid",
      () => emulator.mintIdToken({ userId: people.owner, claims: { nbf: Date.now() / 1000 + 600 } }),
    ],
    [
      "signed by somebody else",
      () =>
        mintIdToken(
          { apiKey: "emulated-api-key", apiSecret: "guess" },
          { shop: "mug-shop.myshopify.com", userId: people.owner, nowMs: Date.now() },
        ),
    ],
    ["nonsense", () => "nonsense"],
  ])("refuses a subject that is %s", async (_what, subject) => {
    const { status, body } = await exchange("online", subject());
    expect([status, body.error]).toEqual([400, "invalid_subject_token"]);
  });

  it("refuses a wrong secret, an unknown app and a shop without the app", async () => {
    expect((await exchange("offline", idToken(), { client_secret: "x" })).body.error).toBe("invalid_client");
    expect((await exchange("offline", idToken(), { client_id: "x" })).body.error).toBe(
      "application_cannot_be_found",
    );
    emulator.uninstall();
    expect((await exchange("offline", idToken())).body.error).toBe("app_not_installed");
  });

  it("rotates: the previous refresh token serves until its replacement is used", async () => {
    const first = (await exchange("offline", idToken(), { expiring: "1" })).body.refresh_token;
    const second = (await refresh(first)).body;
    const again = (await refresh(first)).body;
    expect(await works(second.access_token)).toBe(true);
    expect(await works(again.access_token)).toBe(true);
    expect((await refresh(second.refresh_token)).status).toBe(200);
    expect((await refresh(first)).body.error).toBe("invalid_grant");
  });

  it("ends a refresh token thirty days after its first use and ninety after its birth", async () => {
    const first = (await exchange("offline", idToken(), { expiring: "1" })).body.refresh_token;
    await refresh(first);
    emulator.ageBy(31 * DAY_MS);
    expect((await refresh(first)).body.error).toBe("invalid_grant");
    const unused = (await exchange("offline", idToken(), { expiring: "1" })).body.refresh_token;
    emulator.ageBy(91 * DAY_MS);
    expect((await refresh(unused)).body.error).toBe("invalid_grant");
  });

  it("ends the replaced access token at once when so switched", async () => {
    const { body } = await exchange("offline", idToken(), { expiring: "1" });
    await refresh(body.refresh_token);
    expect(await works(body.access_token)).toBe(true);
    emulator.setSwitches({ refreshEndsAccessToken: true });
    await refresh(body.refresh_token);
    expect(await works(body.access_token)).toBe(false);
  });

  it("reads forms as well as JSON, and the shop from the path", async () => {
    const answer = await fetch(`${emulator.url}/_shop/mug-shop.myshopify.com/admin/oauth/access_token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: "emulated-api-key",
        client_secret: "emulated-api-secret",
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: idToken(),
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: type("online"),
      }),
    });
    expect(answer.status).toBe(200);
  });
});
