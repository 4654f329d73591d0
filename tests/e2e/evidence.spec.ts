import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { readZip } from "#app/components/verifier/read-zip.ts";
import { exifWithPlace, jpeg } from "../support/photos.ts";
import { desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk({ width: 390, height: 844 });
const folder = mkdtempSync(join(tmpdir(), "lossbook-evidence-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("photographs a broken mug on a phone and proves it offline", async () => {
  const id = await at.writeOff({});
  await at.open(`/app/write-offs/${id}`);
  const buffer = Buffer.from(jpeg({ exif: exifWithPlace(1) }));
  await at.app.getByLabel("Take a photo").setInputFiles({ name: "mug.jpg", mimeType: "image/jpeg", buffer });
  await at.app.getByText("Added by Olivia Owner").waitFor();
  await eventually(() => at.app.getByText("A photo or file was added.").count()).toBe(1);
  expect(await barriers(at.page)).toEqual([]);
  // The test's photo has the bones of a picture and no flesh: a browser cannot paint it.
  at.complaints.length = 0;

  const saving = at.page.waitForEvent("download");
  await at.app.getByRole("button", { name: "Save proof pack" }).click();
  const pack = join(folder, "proof.zip");
  await (await saving).saveAs(pack);

  const entries = (await readZip(new Blob([readFileSync(pack)]))) ?? [];
  const verifier = entries.find(({ name }) => name === "verifier.html");
  const page = join(folder, "verifier.html");
  writeFileSync(page, (await verifier?.bytes()) ?? "");
  const offline = await at.page.context().newPage();
  const asked: string[] = [];
  offline.on("request", (request) => asked.push(request.url()));
  await offline.goto(pathToFileURL(page).href);
  await offline.getByLabel("Choose files").setInputFiles(pack);
  await offline.getByText("✓ Passed").waitFor();
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  expect(await barriers(offline)).toEqual([]);

  const bytes = readFileSync(pack);
  const photo = bytes.indexOf(Buffer.from([0x12, 0xff, 0x00, 0x00, 0xff, 0xd0, 0x34]));
  bytes[photo + 6] = 0x35;
  const touched = join(folder, "touched.zip");
  writeFileSync(touched, bytes);
  await offline.getByLabel("Choose files").setInputFiles(touched);
  await offline.getByText("evidence/01-mug.jpg was changed").waitFor();
});

it("finds who did what, checks the whole trail, and takes it along", async () => {
  await at.open("/app/audit");
  await at.app.getByRole("button", { name: "Check now" }).click();
  await at.app.getByText(/events checked just now: nothing was changed/).waitFor();
  await at.app.getByLabel("What").first().selectOption({ label: "Photo or file added" });
  await eventually(() => at.app.locator(".lossbook-recorded").count()).toBe(1);
  await at.app.getByText("Photo or file added").last().click();
  await at.app.getByText("sealed with:").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "Export" }).click();
  await at.app.getByText("The whole trail").click();
  const saving = at.page.waitForEvent("download");
  await at.app.getByRole("button", { name: "Save", exact: true }).click();
  expect((await saving).suggestedFilename()).toMatch(/^lossbook-audit-whole-.*\.ndjson$/);
});

it("takes the photo along with the goods where their reason wants one", async () => {
  const owner = new pg.Client({ connectionString: at.database.ownerUrl });
  await owner.connect();
  await owner.query("UPDATE reason SET needs_evidence = true WHERE id = 'stolen'");
  await owner.end();
  await at.open("/app/write-offs/new");
  await at.app.getByRole("combobox", { name: "Find an item" }).fill("4006381333931");
  await at.page.keyboard.press("Enter");
  await at.app.getByText("Blue mug was added").waitFor();
  await at.app.getByRole("combobox", { name: "Reason", exact: true }).last().selectOption("stolen");
  await at.app
    .getByText(/needs a photo or a file/)
    .first()
    .waitFor();
  const buffer = Buffer.from(jpeg({ salt: 7 }));
  await at.app.getByLabel("Take a photo").setInputFiles({ name: "door.jpg", mimeType: "image/jpeg", buffer });
  await at.app.getByText("Ready.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  at.complaints.length = 0;
});
