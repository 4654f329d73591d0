import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "playwright-core";

const axe = readFileSync(
  createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve(
    "axe-core/axe.min.js",
  ),
  "utf8",
);

/** The address of every page that needs no id of something else, as Remix reads it from the file's name. */
export function plainPages(): string[] {
  return globSync(["app/routes/app.*/route.tsx", "app/routes/app.*.tsx"])
    .map((path) => path.replace(/^app\/routes\/|\/route\.tsx$|\.tsx$/g, ""))
    .filter((name) => !name.includes("$"))
    .map(
      (name) =>
        `/${name
          .replace(/\._index$/, "")
          .replaceAll("_", "")
          .replaceAll(".", "/")}`,
    )
    .sort();
}

/** What is wider than its place: the page itself, and whatever hides letters it should show. */
export function overflowing(body: Locator): Promise<string[]> {
  return body.evaluate((root) => {
    const page = root.ownerDocument.documentElement;
    const wide = page.scrollWidth > page.clientWidth ? [`the page: ${page.scrollWidth}`] : [];
    const cut = [...root.querySelectorAll<HTMLElement>("button, a, [role='tab'], h1, h2, h3, label, th")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => !element.closest(".Polaris-Text--visuallyHidden, caption"))
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const hides = overflowX === "hidden" || overflowX === "clip" || textOverflow === "ellipsis";
        return hides && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.tagName}: ${element.textContent}`);
    const isScrolled = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || isScrolled(element.parentElement));
    const outside = [...root.querySelectorAll<HTMLElement>("button, input, select")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => !isScrolled(element.parentElement))
      .filter((element) => element.getBoundingClientRect().width > 1)
      .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1)
      .map((element) => `${element.tagName} sticks out: ${element.textContent}`);
    return [...wide, ...cut, ...outside];
  });
}

/** What a thumb would miss: buttons, fields and links that stand alone. */
export function tooSmall(body: Locator): Promise<string[]> {
  return body.evaluate((root) => {
    const targets = "button, [role='tab'], input, select, textarea, a, summary";
    return [...root.querySelectorAll<HTMLElement>(targets)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.tagName !== "A" || getComputedStyle(element).display !== "inline")
      .filter((element) => !element.closest(".Polaris-Text--visuallyHidden"))
      .map((element) => {
        const { height, width } = (
          element.closest(".Polaris-Choice, label") ?? element
        ).getBoundingClientRect();
        return { height, width, name: element.getAttribute("aria-label") ?? element.textContent };
      })
      .filter(({ height, width }) => width > 1 && height > 1 && height < 43.5)
      .map(({ height, name }) => `${name} is ${height} high`);
  });
}

/** Words outside of brackets: sentences that come from nowhere, once the merchant's own are taken away. */
export async function unbracketed(body: Locator, own: RegExp): Promise<string[]> {
  const said = await body.evaluate((root) => {
    const texts: string[] = [];
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode;
      if (parent?.closest("script, style, noscript, code, pre, time")) continue;
      texts.push(textContent ?? "");
    }
    for (const element of root.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
      for (const name of ["aria-label", "placeholder", "title", "alt"])
        texts.push(element.getAttribute(name) ?? "");
    return texts;
  });
  return [...new Set(said.map((text) => withoutBrackets(text).replace(own, "").trim()))].filter((text) =>
    /\p{L}{2}/u.test(text),
  );
}

/** A sentence may hold another. */
function withoutBrackets(text: string): string {
  const inner = text.replace(/\[[^[\]]*\]/g, "");
  return inner === text ? text : withoutBrackets(inner);
}

/** The admin around the frame has a title, landmarks and regions; the frame stands in one of them. */
const OF_WHOLE_PAGES = ["document-title", "landmark-one-main", "region"];

type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What axe finds inside the app's frame alone: much sooner than with the admin around it. */
export async function barriersInside(page: Page, passedOver: string[] = []): Promise<string[]> {
  const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame());
  if (!frame) throw new Error("the app's frame is not there");
  await frame.evaluate(axe);
  return frame.evaluate(
    async (names) => {
      const rules = Object.fromEntries(names.map((name) => [name, { enabled: false }]));
      const { axe: judge } = window as unknown as { axe: Axe };
      const { violations } = await judge.run({ rules, resultTypes: ["violations"] });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
    },
    [...OF_WHOLE_PAGES, ...passedOver],
  );
}
