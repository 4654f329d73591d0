import { v7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type MailEmulator, startMail } from "../emulators/mail/server.ts";
import { blueMug, mainStreet, people } from "../support/app-rig.ts";
import { desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const env: Record<string, string> = { MAIL_FROM: "Lossbook <news@lossbook.example>" };
let mail: MailEmulator;
beforeAll(async () => {
  mail = await startMail();
  env.SMTP_URL = mail.smtpUrl;
});
const at = desk({ width: 390, height: 844 }, env);
afterAll(() => mail?.close());

it("tells by mail who may approve what somebody asked for, and the letter leads to it", async () => {
  // Who was never here has no address; who asks has no right to change stock.
  await at.ask("/api/write-offs", { userId: people.manager });
  const asked = await at.ask("/api/write-offs", {
    userId: people.ava,
    body: {
      id: v7(),
      lines: [{ itemId: blueMug, locationId: mainStreet, quantity: 3, reasonId: "damaged" }],
    },
  });
  expect(asked.status).toBe(202);
  await eventually(() => mail.lettersTo("max@mug-shop.example").length).toBe(1);

  await at.workAs("Max");
  await at.page.goto(`${mail.url}/?to=max@mug-shop.example`);
  await at.page.getByRole("link", { name: /A request waits for approval/ }).click();
  await at.page.frameLocator("iframe").getByRole("link", { name: "Open the request" }).click();
  await at.app.getByRole("heading", { level: 1 }).waitFor();
  expect(at.page.url()).toContain("/store/mug-shop/apps/lossbook/app/requests/");
  await at.app.getByText("Blue mug").first().waitFor();

  await at.open("/app/news");
  await at.app.getByText("1 unread").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("link", { name: /A request waits for approval/ }).click();
  // What is new names the mug as well.
  await at.app.getByRole("button", { name: "Approve" }).waitFor();
  await at.open("/app/news");
  await at.app.getByText("Everything is read").waitFor();
}, 60_000);

it("lets a person choose what comes by mail, and keeps it", async () => {
  await at.workAs("Max");
  await at.open("/app/news/choices");
  const written = at.app.getByRole("combobox", { name: "Written off" });
  await written.selectOption({ label: "At once" });
  await at.page.getByRole("button", { name: "Save" }).click();
  await at.page.getByText("Your choice is saved").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.open("/app/news/choices");
  expect(await written.inputValue()).toBe("at-once");
}, 60_000);

it("shows what became of a product, and its shelf here beside Shopify's", async () => {
  await at.writeOff({ quantity: 2 });
  await at.open("/app/products/8000000001");
  await at.app.getByText("2 units written off, 38 left").waitFor();
  await at.app.getByRole("button", { name: "Compare with Shopify" }).click();
  await at.app.getByText("Shopify still holds what Lossbook left there.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
}, 60_000);

it("says on the way in that the month is used up, and leads to Shopify's page and back", async () => {
  at.shopify.setDevelopmentStore(false);
  await at.open("/app/plan");
  await at.app.getByText("of 20 used this month").waitFor();
  await at.app.getByRole("link", { name: "See the plans at Shopify" }).click();
  await at.page.getByRole("button", { name: "Choose Pro" }).click();
  await at.app.getByText("Paid plan").waitFor();
  expect(await barriers(at.page)).toEqual([]);
}, 60_000);
