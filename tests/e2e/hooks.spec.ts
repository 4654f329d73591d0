import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HookReceiver, saying, startHookReceiver } from "#tests/support/hook-receiver.ts";
import { isSignedWith } from "../integration/use-cases/hook-desk.ts";
import { blueMug, desk, eventually, mainStreet } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk({ width: 1280, height: 900 }, { HOOKS_ALLOW_LOOPBACK: "1" });
const mug = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
let receiver: HookReceiver;

beforeAll(async () => {
  receiver = await startHookReceiver();
});
afterAll(() => receiver?.close());

describe("the webhooks", () => {
  it("tell an address what is written off, send again what failed, change the secret and end", async () => {
    // The shop knows a cost before anybody is asked who may see one.
    await at.writeOff(mug);
    await at.open("/app/settings");
    await at.app.getByRole("link", { name: "Webhooks" }).click();
    await at.app.getByText("No address is told anything yet.").waitFor();
    await at.app.getByRole("button", { name: "Add a webhook" }).click();
    await at.app.getByLabel("Name").fill("Our ledger");
    await at.app.getByLabel("Address").fill("https://10.0.0.1/");
    const dialog = at.app.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add a webhook" }).click();
    await dialog.getByText("leads into a private network").waitFor();
    await at.app.getByLabel("Address").fill(receiver.url);
    await dialog.getByRole("button", { name: "Add a webhook" }).click();
    const field = at.app.getByLabel("Secret", { exact: true });
    await field.waitFor();
    const secret = await field.inputValue();
    await at.app.getByRole("button", { name: "I have copied it" }).click();
    await at.app.getByText("Our ledger").first().waitFor();
    expect(await at.app.locator("body").innerText()).not.toContain(secret);

    await at.app.getByRole("button", { name: "Send a test to Our ledger" }).click();
    await at.page.getByText("It took the test").waitFor();
    expect(receiver.received.splice(0).map(({ body }) => JSON.parse(body).event)).toEqual(["hook.test"]);

    await at.writeOff(mug);
    await eventually(() => receiver.received.length).toBe(1);
    expect(receiver.received.every((told) => isSignedWith(secret, told))).toBe(true);

    receiver.answer = saying(500, "We are <b>closed</b> today");
    await at.writeOff(mug);
    await eventually(() => receiver.received.length).toBe(2);
    await at.open("/app/hooks");
    const row = at.app.getByRole("row", { name: /WO-000003/ });
    await row.getByText("Waiting", { exact: true }).waitFor();
    await row.getByText("It answered 500: We are <b>closed</b> today").waitFor();
    await at.app
      .getByRole("row", { name: /WO-000002/ })
      .getByText("Taken")
      .waitFor();
    expect(await barriers(at.page)).toEqual([]);

    receiver.answer = saying(204);
    await at.app.getByRole("button", { name: "Send again: WO-000003 to Our ledger" }).click();
    // Meanwhile its turn may have come by itself: then it comes twice, and under the same id.
    await eventually(() => receiver.received.length).toBeGreaterThan(2);
    expect(receiver.received[2]?.id).toBe(receiver.received[1]?.id);

    await at.app.getByRole("button", { name: "Change the secret of Our ledger" }).click();
    await dialog.getByRole("button", { name: "Change the secret" }).click();
    await field.waitFor();
    expect(await field.inputValue()).not.toBe(secret);
    await at.app.getByRole("button", { name: "I have copied it" }).click();
    await at.app.getByText("The secret before this one works until").waitFor();

    await at.app.getByRole("button", { name: "End Our ledger" }).click();
    await dialog.getByRole("button", { name: "End" }).click();
    await at.app.getByText("Ended", { exact: true }).first().waitFor();
    await at.writeOff(mug);
    await at.open("/app/hooks?only=failed");
    await at.app.getByText("Nothing has failed.").waitFor();
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2);
  }, 90_000);

  it("are not for who may not see what goods cost", async () => {
    await at.workAs("Ben");
    await at.open("/app/hooks");
    await at.app.getByText("You cannot see this").waitFor();
    expect(await at.app.getByRole("button", { name: "Add a webhook" }).count()).toBe(0);
  });
});
