import { describe, expect, it } from "vitest";
import { blueMug, desk, mainStreet } from "./desk.ts";

const at = desk();
const mug = { itemId: blueMug, locationId: mainStreet, quantity: 2, reasonId: "damaged" };

describe("the accountant's access", () => {
  it("gives a token once, shows what was read with it, and ends it", async () => {
    await at.writeOff(mug);
    await at.open("/app/settings");
    await at.app.getByRole("link", { name: "Accountant's access" }).click();
    await at.app.getByText("No token yet.").waitFor();
    await at.app.getByRole("button", { name: "Make a token" }).click();
    await at.app.getByLabel("Who is it for?").fill("Ana, the accountant");
    await at.app.getByRole("dialog").getByRole("button", { name: "Make a token" }).click();
    const field = at.app.getByLabel("Token", { exact: true });
    await field.waitFor();
    const token = await field.inputValue();
    await at.app.getByRole("button", { name: "I have copied it" }).click();
    await at.app.getByText("Never used").waitFor();
    expect(await at.app.locator("body").innerText()).not.toContain(token);

    const told = await fetch(`${at.web.url}/feed/v1/entries.csv`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await told.text()).split("\r\n")).toHaveLength(4);
    await at.open("/app/feed");
    const row = at.app.getByRole("row", { name: /Ana, the accountant/ });
    await row.getByText("Complete").waitFor();
    await at.app.getByRole("button", { name: "Revoke Ana, the accountant" }).click();
    await at.app.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await at.app.getByText("Revoked", { exact: true }).waitFor();
    const after = await fetch(`${at.web.url}/feed/v1/entries`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(after.status).toBe(401);
  });

  it("saves the journal as a file from inside the admin's frame", async () => {
    await at.writeOff(mug);
    await at.open("/app/journal");
    await at.app.getByRole("button", { name: "Save as a file" }).click();
    const waiting = at.page.waitForEvent("download");
    await at.app.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/^lossbook_.*\.csv$/);
    const parts = await (await download.createReadStream()).toArray();
    expect(Buffer.concat(parts).toString()).toContain("WO-000001");
    await at.app.getByRole("heading", { name: "Journal" }).waitFor();
  });
});
