import { mkdtempSync } from "node:fs";
import { Agent, type RequestOptions, request as rawRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { appRig } from "#tests/support/app-rig.ts";
import { appEnvironment, startWeb } from "#tests/support/start-app.ts";
import { startAppProcess } from "../../../scripts/app-process.ts";

const rig = appRig({ env: { LOG_LEVEL: "info" } });
const host = btoa("admin.shopify.com/store/mug-shop").replace(/=+$/, "");
const shopQuery = `shop=mug-shop.myshopify.com&host=${host}&embedded=1`;
const get = (path: string, init: RequestInit = {}) =>
  fetch(`${rig.web.url}${path}`, { redirect: "manual", ...init });

/** As a program asks that keeps to no browser's rules. */
function rawAnswer(asked: RequestOptions, body?: Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = rawRequest({ port: rig.web.port, ...asked }, async (answer) => {
      const parts = await answer.toArray();
      resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() });
    });
    request.on("error", reject).on("timeout", () => request.destroy(new Error("no answer in time")));
    request.end(body);
  });
}

describe("the web server", () => {
  test("says that it lives and that it can serve", async () => {
    expect(await (await get("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await get("/readyz")).json()).toEqual({ status: "ready" });
  });

  test("puts its security headers on every answer", async () => {
    const paths = [
      "/",
      "/healthz",
      "/nowhere",
      "/api/write-offs",
      "/webhooks/app",
      "/app",
      "/auth/login",
      "/%ZZ",
      "/app.data",
    ];
    for (const path of paths) {
      const { headers } = await get(path);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("referrer-policy"), path).toBe("strict-origin-when-cross-origin");
      expect(headers.get("permissions-policy"), path).toContain("camera=()");
      expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
      expect(headers.get("x-powered-by"), path).toBeNull();
      expect(headers.get("x-request-id"), path).toMatch(/^[\w-]{36}$/);
    }
  });

  test("lets the shop's own admin frame its pages, and nobody else", async () => {
    const policy = async (query: string) =>
      (await get(`/app?${query}`)).headers.get("content-security-policy");
    expect(await policy(shopQuery)).toContain(
      "frame-ancestors https://mug-shop.myshopify.com https://admin.shopify.com http://127.0.0.1:",
    );
    for (const shop of [
      "evil.example",
      "mug-shop.myshopify.com.evil.example",
      "x;script-src *",
      "a.myshopify.com evil",
      "",
    ]) {
      expect(await policy(`shop=${encodeURIComponent(shop)}`), shop).toContain("frame-ancestors 'none'");
    }
  });

  test("shows a page to whom the admin vouches for, with scripts that only it can have written", async () => {
    const page = await get(`/app?${shopQuery}&id_token=${rig.token()}`);
    const html = await page.text();
    expect(page.status, html.slice(0, 500)).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain("frame-ancestors https://mug-shop.myshopify.com");
    expect(policy).not.toContain("'unsafe-inline'");
    for (const [tag] of html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g))
      expect(tag).toContain(`nonce="${nonce}"`);
    expect(html).toContain(`${rig.shopify.url}/app-bridge.js`);
    expect(page.headers.get("link") ?? "").not.toContain("cdn.shopify.com");
    expect(page.headers.get("cache-control")).toContain("no-store");
  });

  test("tells in the page itself why it cannot be shown", async () => {
    rig.shopify.uninstall("yen-cafe");
    const token = rig.shopify.mintIdToken({ userId: "9100001", shop: "yen-cafe" });
    const query = `shop=yen-cafe.myshopify.com&host=${host}&embedded=1&id_token=${token}`;
    const page = await get(`/app?${query}`);
    expect(page.status).toBe(403);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("https://yen-cafe.myshopify.com");
    expect(await page.text()).toContain("The app is not installed on this store.");
  });

  test("exchanges one ID token once for all loaders of a page", async () => {
    rig.shopify.requests.clear();
    const page = await get(`/app/write-offs?${shopQuery}&id_token=${rig.token("9000002")}`);
    expect(page.status).toBe(200);
    expect(rig.shopify.requests.count("oauth")).toBe(1);
  });

  test("sends a page without a token for one, to App Bridge as the emulated admin serves it", async () => {
    const page = await get(`/app?${shopQuery}`);
    expect(page.status).toBe(302);
    const bounce = await get(page.headers.get("location") ?? "");
    const html = await bounce.text();
    expect(html).toContain(`${rig.shopify.url}/app-bridge.js`);
    expect(html).not.toContain("cdn.shopify.com");
    expect(bounce.headers.get("link")).toBeNull();
    expect(bounce.headers.get("content-security-policy")).toContain(
      "frame-ancestors https://mug-shop.myshopify.com",
    );
    const exit = await get(
      `/auth/exit-iframe?${shopQuery}&exitIframe=${encodeURIComponent("https://evil.example/")}`,
    );
    expect(exit.status).toBe(400);
    expect((await get("/auth/callback?code=1")).status).toBe(404);
    expect(await (await get("/app")).text()).toBe("");
    expect((await get("/app")).headers.get("location")).toBe("/auth/login");
    expect(await (await get("/auth/login")).text()).toContain("Shopify admin");
  });

  test("sends a small answer of the API as it is", async () => {
    const answer = await get("/api/write-offs", { headers: { "accept-encoding": "gzip" } });
    const text = await answer.text();
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  });

  test("serves its files compressed and for good", async () => {
    const html = await (await get(`/app?${shopQuery}&id_token=${rig.token()}`)).text();
    const script = /\/assets\/[\w.-]+\.js/.exec(html)?.[0] ?? "";
    const file = await get(script, { headers: { "accept-encoding": "gzip" } });
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(file.headers.get("content-encoding")).toBe("gzip");
    for (const path of [
      "/assets/../web/web.js",
      "/assets/%2e%2e/%2e%2e/package.json",
      "/..%2fpackage.json",
    ]) {
      expect((await get(path)).status, path).toBeGreaterThanOrEqual(400);
    }
  });

  test("keeps its word when hosts and addresses lie", async () => {
    for (const headers of [
      { host: "evil.example" },
      { "x-forwarded-host": "a b" },
      { "x-forwarded-host": "evil.example" },
    ]) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        rawRequest({ port: rig.web.port, path: `/app?${shopQuery}`, headers }, (answer) => {
          answer.resume();
          expect(answer.headers.location ?? "").not.toContain("evil");
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end();
      });
      expect(status).toBe(302);
    }
  });

  test("takes a host that makes no sense for none at all", async () => {
    for (const nonsense of [
      "%25%25",
      "a",
      "AAAA",
      "AAA%3D",
      "%FF",
      "A".repeat(4_000),
      btoa("evil.example/x"),
    ]) {
      const query = `shop=mug-shop.myshopify.com&host=${nonsense}&embedded=1`;
      for (const page of [`/app?${query}`, `/app/write-offs?${query}&id_token=${rig.token()}`]) {
        const answer = await get(page);
        expect(answer.status, page).toBe(302);
        expect(answer.headers.get("location"), page).toBe("/auth/login");
      }
    }
  });

  test("answers every method and address it has nothing for, and never with its own insides", async () => {
    const before = rig.web.log().length;
    for (const method of ["PUT", "PATCH", "DELETE", "PROPFIND", "TRACE"]) {
      for (const path of ["/", "/healthz", "/app", "/app/write-offs/new", "/api/write-offs", "/nowhere"]) {
        const { status, text } = await rawAnswer({ path: `${path}?id_token=${rig.token()}`, method });
        expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(300);
        expect(status, `${method} ${path}`).toBeLessThan(500);
        expect(text, `${method} ${path}`).not.toMatch(/"stack"|\n\s+at |node_modules/);
      }
    }
    const lines = rig.web.log().slice(before).trim().split("\n");
    expect(lines.length).toBeGreaterThan(20);
    // Whoever asks for what is not there cannot make the log cry for help, nor put a token into it.
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: "info", msg: "answered" });
    expect(lines.join()).not.toContain("eyJ");
  });

  test("lets no body that nobody reads stand in the way of the next request", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const body = Buffer.alloc(5_000_000, " ");
    const headers = { authorization: `Bearer ${rig.token()}`, "content-type": "application/json" };
    for (const path of [
      "/app",
      "/nowhere",
      "/api/write-offs/x",
      "/api/write-offs",
      "/webhooks/app",
      "/healthz",
    ]) {
      for (let time = 0; time < 4; time += 1) {
        const { status } = await rawAnswer({ path, method: "POST", agent, headers, timeout: 5_000 }, body);
        expect(status, path).toBeGreaterThanOrEqual(400);
        expect(status, path).toBeLessThan(500);
      }
      expect((await rawAnswer({ path: "/healthz", agent, timeout: 5_000 })).status, path).toBe(200);
    }
    agent.destroy();
  });

  test("logs who asked what, and neither tokens nor queries nor e-mail addresses", async () => {
    const token = rig.token();
    await get(`/app?${shopQuery}&id_token=${token}`);
    await rig.ask("/api/write-offs", { token: `${token}x` });
    const log = rig.web.log();
    expect(log).toContain('"path":"/api/write-offs"');
    expect(log).not.toContain(token.slice(0, 40));
    expect(log).not.toMatch(/shp(at|ua|rt)_/);
    expect(log).not.toContain("@mug-shop.example");
    expect(log).not.toContain("emulated-api-secret");
  });

  test("says in plain words that its port is taken", async () => {
    const options = { database: rig.database, shopifyUrl: rig.shopify.url };
    const log = join(mkdtempSync(join(tmpdir(), "lossbook-port-")), "web.log");
    const second = startAppProcess("web", appEnvironment(options, rig.web.port), log);
    expect(await second.exited).toBe(1);
    expect(second.log()).toContain(`Port ${rig.web.port} is used by another program`);
    expect(second.log()).not.toContain("    at ");
  });

  test("answers what it was asked before it stops, and takes nothing new", async () => {
    const web = await startWeb({ database: rig.database, shopifyUrl: rig.shopify.url });
    rig.shopify.fault({ kind: "delay", ms: 1_500, operation: "product" });
    const slow = fetch(`${web.url}/api/write-offs/form?productId=gid://shopify/Product/8000000001`, {
      headers: { authorization: `Bearer ${rig.token()}` },
    });
    await expect.poll(() => rig.shopify.requests.count("product"), { timeout: 20_000 }).toBeGreaterThan(0);
    const stopped = web.stop();
    const isShut = () =>
      fetch(`${web.url}/healthz`).then(
        () => false,
        () => true,
      );
    await expect.poll(isShut, { timeout: 8_000 }).toBe(true);
    const answered = await slow;
    expect(answered.status).toBe(200);
    await answered.text();
    // Not held up by the connection, which the browser would keep for more, until all are cut off.
    const since = performance.now();
    await stopped;
    expect(performance.now() - since).toBeLessThan(7_000);
    expect(await web.exited).toBe(0);
  });

  test("does not start on a database it may not bring up to date", async () => {
    const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
    await owner.connect();
    await owner.query(
      "UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name LIKE '%_the_guards'",
    );
    try {
      const web = startWeb({ database: rig.database, shopifyUrl: rig.shopify.url });
      await expect(web).rejects.toThrow("was changed after it was applied");
    } finally {
      await owner.query("DELETE FROM _prisma_migrations WHERE checksum = 'x'");
      await owner.end();
    }
    expect((await get("/readyz")).status).toBe(200);
  });
});
