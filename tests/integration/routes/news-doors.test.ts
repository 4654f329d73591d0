import { createHmac, randomUUID } from "node:crypto";
import pg from "pg";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#app/domain/limits.ts";
import { type MailEmulator, startMail } from "#tests/emulators/mail/server.ts";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";
import { startWorker } from "#tests/support/start-app.ts";
import type { AppProcess } from "../../../scripts/app-process.ts";

const env: Record<string, string> = { MAIL_FROM: "Lossbook <news@lossbook.example>" };
let mail: MailEmulator;
beforeAll(async () => {
  mail = await startMail();
  env.SMTP_URL = mail.smtpUrl;
});
const rig = appRig({ env, shopify: { webhooks: { timeScale: 0.01 } } });
let owner: pg.Pool;
let worker: AppProcess;

beforeAll(async () => {
  owner = new pg.Pool({ connectionString: rig.database.ownerUrl, max: 2 });
  worker = startWorker({ database: rig.database, shopifyUrl: rig.shopify.url, port: rig.web.port, env });
  for (const userId of Object.values(people)) await rig.ask("/api/write-offs", { userId });
});
afterAll(async () => {
  await worker?.stop();
  await owner?.end();
  await mail?.close();
});
beforeEach(() => mail.empty());

const codesOf = (body: { problems?: { code: string }[] }) => body.problems?.map(({ code }) => code);
const writeOff = (userId: string = people.owner) =>
  rig.ask("/api/write-offs", {
    userId,
    body: {
      id: v7(),
      lines: [{ itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" }],
    },
  });
const sql = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
const soon = { timeout: 15_000, interval: 100 };

const doors = {
  "/app/news/read": { through: "0" },
  "/app/news/choices/change": { digestHour: 7, choices: { done: "at-once" } },
};

describe.each(Object.entries(doors))("%s", (path, body) => {
  it("does what a person asks for themselves, once and again", async () => {
    for (let time = 0; time < 2; time += 1) expect((await rig.ask(path, { body })).body.ok).toBe(true);
  });

  it("gives whatever has another shape one clear answer", async () => {
    const more = { ...body, userId: people.ben };
    for (const wrong of [
      {},
      [],
      null,
      "x",
      more,
      { ...body, through: -1 },
      { digestHour: 24, choices: {} },
    ]) {
      const told = await rig.ask(path, { body: wrong });
      expect([told.body.ok, codesOf(told.body)?.length], JSON.stringify(wrong)).toEqual([
        false,
        expect.any(Number),
      ]);
    }
    const broken = await rig.ask(path, { raw: "{", headers: { "content-type": "application/json" } });
    expect(codesOf(broken.body)).toEqual(["bad-json"]);
  });

  it("is shut to whoever is nobody", async () => {
    expect((await rig.ask(path, { body, token: null })).body?.ok).not.toBe(true);
  });
});

describe("a look at the shelf", () => {
  it("is answered for what is there and found nowhere else, in no other shop", async () => {
    const made = await writeOff();
    const id = made.body.writeOff.id;
    const look = (path: string, shop = "mug-shop", userId: string = people.owner) =>
      rig.ask(`${path}/stock-check`, { body: {}, shop, userId });
    expect((await look(`/app/write-offs/${id}`)).body.value.places).toMatchObject([{ verdict: "same" }]);
    expect((await look("/app/products/8000000001")).body.ok).toBe(true);
    for (const path of [
      "/app/write-offs/x",
      `/app/write-offs/${v7()}`,
      "/app/products/0",
      "/app/products/a%27",
    ])
      expect(codesOf((await look(path)).body)).toEqual(["not-found"]);
  });
});

describe("a letter", () => {
  it("goes from the trail to a person's mailbox by itself, and its own link ends all others", async () => {
    const choices = { digestHour: 7, choices: { done: "at-once" } };
    await rig.ask("/app/news/choices/change", { body: choices, userId: people.ben });
    await writeOff();
    const due = () => sql("UPDATE mail SET due_at = now() WHERE state = 'waiting' RETURNING id");
    await expect.poll(async () => (await due()).length, soon).toBe(1);
    const toBen = () => mail.lettersTo("ben@mug-shop.example");
    // Its job waits for other news of that moment.
    await expect.poll(() => toBen().length, { ...soon, timeout: 20_000 }).toBe(1);
    const stop = /^<(.*)>$/.exec(toBen()[0]?.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    expect(stop).toMatch(new RegExp(`^${rig.web.url}/news/stop/`));

    const page = await fetch(stop);
    expect([page.status, page.headers.get("content-security-policy")]).toEqual([
      200,
      expect.stringContaining("form-action 'self'"),
    ]);
    expect(await page.text()).toContain("Send me no more mail");
    const [kept] = await sql("SELECT mail FROM news_choice WHERE user_id = $1 AND kind = 'done'", [
      people.ben,
    ]);
    expect(kept).toEqual({ mail: "at-once" });

    const oneClick = await fetch(stop, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect([oneClick.status, await oneClick.text()]).toEqual([200, expect.stringContaining("no more mail")]);
    const left = await sql("SELECT DISTINCT user_id, mail FROM news_choice WHERE user_id = $1", [people.ben]);
    expect(left).toEqual([{ user_id: people.ben, mail: "off" }]);

    for (const forged of [stop.slice(0, -2), `${stop}x`, stop.replace(/~[^~]*~([^~]*)$/, "~OTAwMDAwMQ~$1")]) {
      const answer = await fetch(forged, { method: "POST", body: "" });
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("not valid")]);
    }
  });
});

describe("the free plan at every door", () => {
  const most = limits.freeWriteOffsAMonth;

  async function usedUp(): Promise<void> {
    rig.shopify.setDevelopmentStore(false);
    rig.shopify.choosePlan("free");
    await expect
      .poll(async () => (await sql("SELECT pricing_kind AS kind FROM shop"))[0]?.kind, soon)
      .toBe("free");
    await sql("UPDATE shop SET write_offs_a_month = greatest(1, write_offs_this_month(id, time_zone, 1000))");
    await sql("UPDATE shop SET pricing_asked_at = now()");
  }

  it("refuses with what it holds and where to change it; looking, undoing and files go on", async () => {
    const kept = await writeOff();
    await usedUp();
    const refused = await writeOff(people.manager);
    expect([refused.status, codesOf(refused.body)]).toEqual([402, ["plan-needed"]]);
    expect(refused.body.problems[0].facts.planUrl).toBe(
      `${rig.shopify.url}/store/mug-shop/charges/lossbook/pricing_plans`,
    );
    const form = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000001");
    expect(form.body.allowance).toMatchObject({ planUrl: expect.any(String) });
    expect(form.body.variants.length).toBe(1);
    const undone = await rig.ask(`/api/write-offs/${kept.body.writeOff.id}/reversals`, {
      body: { id: v7(), cause: "mistake" },
    });
    expect(undone.status).toBe(201);
    for (const path of ["/api/write-offs", `/api/write-offs/${kept.body.writeOff.id}`])
      expect((await rig.ask(path)).status).toBe(200);
  });

  it("believes no webhook's words: who claims a plan that Shopify does not know stays where they are", async () => {
    await usedUp();
    const send = (secret: string) => {
      const body = JSON.stringify({ app_subscription: { status: "ACTIVE", plan_handle: "pro" } });
      return fetch(`${rig.web.url}/webhooks/app`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-shopify-topic": "app_subscriptions/update",
          "x-shopify-shop-domain": "mug-shop.myshopify.com",
          "x-shopify-event-id": randomUUID(),
          "x-shopify-triggered-at": new Date().toISOString(),
          "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
        },
        body,
      });
    };
    expect((await send("not-ours")).status).toBe(401);
    const [before] = await sql("SELECT pricing_asked_at AS at FROM shop");
    expect((await send("emulated-api-secret")).status).toBe(200);
    await expect
      .poll(
        async () => (await sql("SELECT pricing_asked_at > $1 AS is FROM shop", [before?.at]))[0]?.is,
        soon,
      )
      .toBe(true);
    expect((await sql("SELECT pricing_kind AS kind FROM shop"))[0]?.kind).toBe("free");
    expect(most).toBeGreaterThan(0);
  });

  it("opens again by itself once another plan is chosen on Shopify's page", async () => {
    await usedUp();
    const page = `${rig.shopify.url}/store/mug-shop/charges/lossbook/pricing_plans`;
    expect(await (await fetch(page)).text()).toContain("Choose Pro");
    const chosen = await fetch(page, {
      method: "POST",
      body: new URLSearchParams({ plan: "pro" }),
      redirect: "manual",
    });
    expect(chosen.headers.get("location")).toBe("/store/mug-shop/apps/lossbook/app/plan");
    await expect
      .poll(async () => (await sql("SELECT pricing_kind AS kind FROM shop"))[0]?.kind, soon)
      .toBe("paid");
    expect((await writeOff()).status).toBe(201);
  });
});
