import { globSync } from "node:fs";
import axe from "axe-core";
import type { Frame, Locator, Page } from "playwright-core";

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

/** What the admin around a frame has in its place. */
const OF_WHOLE_PAGES = ["document-title", "landmark-one-main", "page-has-heading-one", "region"];

/**
 * What a person with a screen reader or without a mouse would stumble over in our own frames, or on a page
 * that has none. Frame by frame: axe's own way across frames takes five times as long.
 */
export async function barriers(page: Page, passedOver: string[] = []): Promise<string[]> {
  const ours = page.frames().filter((frame) => frame.parentFrame() !== null);
  if (ours.length === 0) return barriersIn(page.mainFrame(), passedOver);
  const found: string[] = [];
  for (const frame of ours) found.push(...(await barriersIn(frame, [...OF_WHOLE_PAGES, ...passedOver])));
  return found;
}

export async function barriersIn(frame: Frame, passedOver: string[] = []): Promise<string[]> {
  if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(axe.source);
  return frame.evaluate(async (names) => {
    const rules = Object.fromEntries(names.map((name) => [name, { enabled: false }]));
    const { axe: judge } = window as unknown as { axe: typeof axe };
    const { violations } = await judge.run({ rules, iframes: false, resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  }, passedOver);
}
