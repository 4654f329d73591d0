import { expect, test } from "vitest";
import { jpeg } from "../support/photos.ts";
import { blueMug, desk, eventually, smallPlate } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk({ width: 390, height: 844 });

const box = () => at.app.getByRole("textbox", { name: /Scan or type a code|of the next code/ });
const units = (item: string) => at.app.getByLabel(`Quantity of ${item}`);
const button = (name: string | RegExp) => at.app.getByRole("button", { name });

async function scan(code: string): Promise<void> {
  await box().fill(code);
  await box().press("Enter");
}

test("a basket is scanned with one hand, and nothing leaves before the last step", async () => {
  await at.open("/app/scan");
  await scan("4006381333931");
  await scan("4006381333931");
  await eventually(() => units("Blue mug").inputValue()).toBe("2");
  await scan("12*");
  await scan("PLATE-S-MOSS");
  const plates = units("Stoneware plate – Small / Moss");
  await eventually(() => plates.inputValue()).toBe("12");
  await scan("no such code");
  await at.app.getByText("1 unknown code").waitFor();
  await button("Scan with the camera").click();
  await at.page.getByRole("dialog", { name: "Camera" }).getByRole("textbox").fill("MUG-BLUE");
  await at.page.getByRole("button", { name: "Read" }).click();
  await eventually(() => units("Blue mug").inputValue()).toBe("3");
  await at.page.getByRole("button", { name: "Put away" }).click();
  await button("Undo last scan").click();
  await eventually(() => units("Blue mug").inputValue()).toBe("2");
  await box().press("Control+z");
  await eventually(() => plates.count()).toBe(0);
  expect(await at.app.getByRole("dialog").count()).toBe(0);

  await button("Damaged").click();
  const buffer = Buffer.from(jpeg({ salt: 11 }));
  await at.app
    .getByLabel("Photo of Blue mug")
    .setInputFiles({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer });
  await at.app.getByText("Blue mug.jpg").waitFor();
  await at.app.getByText(/^Added/).waitFor();
  await at.app.getByText("Ready.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  // The test's photo has the bones of a picture and no flesh: a browser cannot paint it.
  at.complaints.length = 0;
  await at.page.keyboard.press("Control+Enter");
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByText("Stock 40 → 38").waitFor();
  expect(at.level(blueMug)).toBe(40);
  await sheet.getByRole("button", { name: "Remove 2 units" }).click();
  await at.app.getByText("2 units were written off").waitFor();
  expect(at.level(blueMug)).toBe(38);
  await at.app.getByText("Blue mug.jpg").waitFor();
  at.complaints.length = 0;
});

test("what is flagged waits on the list, is asked about and becomes a document", async () => {
  await at.open("/app/scan");
  await scan("15*PLATE-S-MOSS");
  await eventually(() => units("Stoneware plate – Small / Moss").inputValue()).toBe("15");
  await scan("MUG-BLUE");
  await eventually(() => units("Blue mug").count()).toBe(1);
  await button("Damaged").click();
  await button("Flag only").click();
  await eventually(() => units("Blue mug").count()).toBe(0);
  expect(at.level(smallPlate)).toBe(18);

  await at.open("/app/flagged");
  await at.app
    .getByRole("checkbox", { name: "Choose Stoneware plate – Small / Moss at Main street" })
    .check();
  expect(await barriers(at.page)).toEqual([]);
  await button("Write off").last().click();
  await at.app.getByText("From the list of flagged goods").waitFor();
  const write = button("Write off 15 units");
  await eventually(() => write.isEnabled()).toBe(true);
  // Left and come back to: nothing is lost.
  await at.page.reload();
  // What was on its way when the page was left is broken off, and the browser says so.
  at.complaints.length = 0;
  await eventually(() => write.isEnabled()).toBe(true);
  await write.click();
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  const remove = sheet.getByRole("button", { name: "Remove 15 units" });
  await sheet.getByText("Is there something left in").waitFor();
  expect(await remove.isDisabled()).toBe(true);
  expect(await barriers(at.page)).toEqual([]);
  await sheet.getByRole("button", { name: "No, worthless" }).click();
  await eventually(() => remove.isEnabled()).toBe(true);
  await remove.click();
  await at.app.getByText("15 units were written off").waitFor();
  await at.app.getByText("Worth nothing any more").waitFor();
  expect(at.level(smallPlate)).toBe(3);
  await at.open("/app/flagged");
  await at.app.getByRole("checkbox", { name: "Choose Blue mug at Main street" }).waitFor();
  expect(await at.app.getByText("Stoneware plate").count()).toBe(0);
});
