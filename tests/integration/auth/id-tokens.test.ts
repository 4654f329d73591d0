import { createHmac, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { appRig, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const SECRET = "emulated-api-secret";
const RETRY = "x-shopify-retry-invalid-session-request";

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(claims: object, { secret = SECRET, alg = "HS256", hash = "sha256" } = {}): string {
  const text = `${encode({ alg, typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest("base64url")}`;
}

function claims(change: object = {}): object {
  const now = Math.floor(Date.now() / 1000);
  const shop = "https://mug-shop.myshopify.com";
  const whole = { iss: `${shop}/admin`, dest: shop, aud: "emulated-api-key", sub: people.owner };
  return { ...whole, exp: now + 60, nbf: now, iat: now, jti: "j", sid: "s", ...change };
}

const now = () => Math.floor(Date.now() / 1000);
const other = "https://other-shop.myshopify.com";

/** Every door behind the sign-in, by the names of their files: one that is made tomorrow is among them. */
const doors = readdirSync("app/routes")
  .filter((name) => /^(api|app)\./.test(name))
  .map((name) =>
    name
      .replace(/\.tsx?$/, "")
      .replaceAll("_.", ".")
      .replace(/\._index$/, ""),
  )
  .map((name) =>
    name
      .split(".")
      .map((step) => (step.startsWith("$") ? randomUUID() : step))
      .join("/"),
  );

const forged: [string, () => string][] = [
  ["of another app's secret", () => signed(claims(), { secret: "other-secret" })],
  ["for another app", () => signed(claims({ aud: "other-key" }))],
  ["for several apps", () => signed(claims({ aud: ["emulated-api-key", "other-key"] }))],
  ["that is over", () => signed(claims({ exp: now() - 60, nbf: now() - 120 }))],
  ["of the future", () => signed(claims({ nbf: now() + 60, exp: now() + 120 }))],
  ["that never ends", () => signed(claims({ exp: undefined }))],
  ["that never began", () => signed(claims({ nbf: undefined }))],
  ["issued by one shop for another", () => signed(claims({ dest: other }))],
  [
    "of a shop's name that goes on",
    () => {
      const evil = "https://mug-shop.myshopify.com.evil.example";
      return signed(claims({ iss: `${evil}/admin`, dest: evil }));
    },
  ],
  [
    "of a host that is no shop",
    () => signed(claims({ iss: "https://evil.example/admin", dest: "https://evil.example" })),
  ],
  ["without a person", () => signed(claims({ sub: undefined }))],
  ["whose person is no number", () => signed(claims({ sub: "9000001' OR 1=1" }))],
  ["signed by nobody", () => `${encode({ alg: "none", typ: "JWT" })}.${encode(claims())}.`],
  ["signed another way", () => signed(claims(), { alg: "HS512", hash: "sha512" })],
  [
    "with a changed body",
    () => {
      const [head, , signature] = signed(claims()).split(".");
      return `${head}.${encode(claims({ sub: people.manager }))}.${signature}`;
    },
  ],
  ["that is no token", () => "x"],
  ["of huge size", () => signed(claims({ padding: "x".repeat(10_000) }))],
];

describe("an ID token", () => {
  test.each(forged)("%s opens nothing", async (_name, make) => {
    const answer = await rig.ask("/api/write-offs", { token: make() });
    expect(answer).toMatchObject({ status: 401, body: { problems: [{ code: "bad-token" }] } });
    expect(answer.headers.get(RETRY)).toBe("1");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(rig.shopify.requests.count("oauth")).toBe(0);
  });

  test.each(forged)("%s opens no page either", async (_name, make) => {
    const answer = await rig.ask("/app/write-offs.data", { token: make() });
    expect(answer.status).toBe(401);
    const query = `shop=mug-shop.myshopify.com&host=${btoa("admin.shopify.com/store/mug-shop")}&embedded=1`;
    const page = await fetch(`${rig.web.url}/app?${query}&id_token=${make()}`, { redirect: "manual" });
    expect([302, 400, 431]).toContain(page.status);
    if (page.status === 302) expect(page.headers.get("location")).toContain("/auth/session-token");
    expect(rig.shopify.requests.count("oauth")).toBe(0);
  });

  test("signed by nobody opens none of all doors, whatever is sent", async () => {
    const token = `${encode({ alg: "none", typ: "JWT" })}.${encode(claims())}.`;
    expect(doors.length).toBeGreaterThan(100);
    const told: unknown[] = [];
    for (const door of doors) {
      for (const ask of [{ path: `/${door}.data` }, { path: `/${door}`, body: {} }]) {
        const { path, ...sent } = ask;
        const { status } = await rig.ask(path, { ...sent, token });
        if (![401, 404, 405].includes(status)) told.push([path, Object.keys(sent), status]);
      }
    }
    expect(told).toEqual([]);
    expect(rig.shopify.requests.count("oauth")).toBe(0);
  });

  test("is asked for where there is none", async () => {
    const wrong: Record<string, string>[] = [{}, { authorization: "Basic abc" }, { authorization: "Bearer" }];
    for (const headers of wrong) {
      const answer = await rig.ask("/api/write-offs", { token: null, headers });
      expect(answer).toMatchObject({ status: 401, body: { problems: [{ code: "no-token" }] } });
    }
  });

  test("serves any user agent, also one that says it is a robot", async () => {
    for (const agent of ["curl/8.0", "Googlebot/2.1", "", "HeadlessChrome/140"]) {
      expect((await rig.ask("/api/write-offs", { headers: { "user-agent": agent } })).status, agent).toBe(
        200,
      );
    }
  });

  test("of a person this shop does not have is not exchanged", async () => {
    const answer = await rig.ask("/api/write-offs", { token: signed(claims({ sub: "123456" })) });
    expect(answer).toMatchObject({ status: 401, body: { problems: [{ code: "bad-token" }] } });
  });

  test("a little early or late is taken, as clocks are never quite the same", async () => {
    const early = signed(claims({ nbf: now() + 3, exp: now() + 63 }));
    await rig.ask("/api/write-offs");
    expect((await rig.ask("/api/write-offs", { token: early })).status).toBe(200);
  });

  test("is answered in the same way by every method and to every origin", async () => {
    const preflight = await rig.ask("/api/write-offs", {
      method: "OPTIONS",
      token: null,
      headers: { origin: "https://extensions.shopifycdn.com", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("Authorization, Content-Type");
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const answer = await rig.ask("/api/write-offs", { method });
      expect(answer).toMatchObject({ status: 405, body: { problems: [{ code: "bad-method" }] } });
      expect(answer.headers.get("allow")).toBe("GET, POST, OPTIONS");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
  });
});
