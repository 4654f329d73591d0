import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { desk, eventually, sampleTin } from "./desk.ts";

const at = desk();

const STOPS_MAX = 60;

/** Where the focus is, and whether anybody could see it: null once it has left the app's frame. */
function stopOf(body: Locator): Promise<{ name: string; isSeen: boolean } | null> {
  return body.evaluate((root) => {
    const element = root.ownerDocument.activeElement;
    if (!(element instanceof HTMLElement) || element === root) return null;
    const near = [element, element.parentElement, ...(element.parentElement?.children ?? [])];
    const isRinged = near.some(
      (one) =>
        one &&
        [null, "::before", "::after"].some((part) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
        }),
    );
    const { top, bottom, width } = element.getBoundingClientRect();
    const isInside = bottom > 0 && top < innerHeight && width > 0;
    const name = element.getAttribute("aria-label") ?? element.textContent ?? element.tagName;
    return { name: name.slice(0, 60), isSeen: isRinged && isInside };
  });
}

test("whoever walks by keyboard sees where they are, and comes back to where a dialog was opened", async () => {
  // What has no cost is a task.
  await at.writeOff({ itemId: sampleTin });
  const dialogs: [path: string, opener: string][] = [
    ["/app/settings", "Edit Damaged"],
    ["/app/feed", "Make a token"],
    ["/app/hooks", "Add a webhook"],
    ["/app/journal", "Save as a file"],
  ];
  for (const [path, name] of dialogs) {
    await at.open(path);
    const opener = at.app.getByRole("button", { name }).first();
    await opener.focus();
    await at.page.keyboard.press("Enter");
    await at.app.getByRole("dialog").waitFor();
    await at.page.keyboard.press("Escape");
    await eventually(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
  }
  for (const path of ["/app", "/app/write-offs", "/app/journal", "/app/tasks", "/app/feed"]) {
    await at.open(path);
    const body = at.app.locator("body");
    await body.evaluate((root) => root.ownerDocument.defaultView?.focus());
    const unseen: string[] = [];
    let stops = 0;
    for (; stops < STOPS_MAX; stops += 1) {
      await at.page.keyboard.press("Tab");
      const stop = await stopOf(body);
      if (!stop) break;
      if (!stop.isSeen) unseen.push(stop.name);
    }
    expect([path, unseen, stops > 0]).toEqual([path, [], true]);
  }
});
