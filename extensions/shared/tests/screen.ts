import { expect, vi } from "vitest";

/** Puts the real sentences in place of the tester's keys; plural forms are chosen by `count`. */
export function translator(texts: object) {
  return (key: string, values: Record<string, string | number> = {}): string => {
    let found: unknown = texts;
    for (const part of key.split(".")) found = (found as Record<string, unknown> | undefined)?.[part];
    if (typeof found === "object" && found !== null && values.count !== undefined) {
      const forms = found as Record<string, string>;
      found = forms[new Intl.PluralRules("en").select(Number(values.count))] ?? forms.other;
    }
    if (typeof found !== "string") throw new Error(`There is no sentence ${key}.`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name) => {
      if (values[name] === undefined) throw new Error(`The sentence ${key} lacks ${name}.`);
      return String(values[name]);
    });
  };
}

/** All that is on the screen, with what elements carry in attributes. */
export function screenText(): string {
  const words: string[] = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["heading", "label", "error", "details", "accessibilityLabel"]) {
      const value = property(element, name);
      if (value) words.push(value);
    }
    for (const child of element.childNodes) if (child.nodeType === 3) words.push(child.textContent ?? "");
  }
  return words.join("\n");
}

export function property(element: Element, name: string): string {
  const own = (element as unknown as Record<string, unknown>)[name];
  return typeof own === "string" ? own : (element.getAttribute(name) ?? "");
}

/** Where a link of these words leads. */
export function linkOf(words: string): string {
  const links = [...document.body.querySelectorAll("s-link, s-button")];
  const found = links.find((each) => each.textContent?.trim() === words);
  if (!found) throw new Error(`There is no link “${words}” on the screen:\n${screenText()}`);
  return property(found, "href");
}

export function button(label: string): HTMLElement | undefined {
  const buttons = [...document.body.querySelectorAll<HTMLElement>("s-button, s-clickable")];
  return buttons.find((each) => {
    const name = property(each, "accessibilityLabel") || each.textContent?.trim();
    return name === label;
  });
}

export function isDisabled(element: HTMLElement | undefined): boolean {
  if (!element) throw new Error("The button is not there.");
  const own = (element as unknown as { disabled?: unknown }).disabled;
  return own === true || (element.hasAttribute("disabled") && element.getAttribute("disabled") !== "false");
}

export function press(label: string): void {
  const found = button(label);
  if (!found) throw new Error(`There is no “${label}” on the screen:\n${screenText()}`);
  if (isDisabled(found)) throw new Error(`“${label}” is disabled.`);
  found.dispatchEvent(new Event("click", { bubbles: true }));
}

export function field(tag: string, label: string): HTMLElement & { value: string } {
  for (const element of document.body.querySelectorAll(tag)) {
    if (property(element, "label") === label) return element as HTMLElement & { value: string };
  }
  throw new Error(`There is no field “${label}” on the screen:\n${screenText()}`);
}

export function type(tag: string, label: string, value: string, event: "input" | "change" = "input"): void {
  const element = field(tag, label);
  element.value = value;
  element.dispatchEvent(new Event(event, { bubbles: true }));
}

/** Lets the clock run until the screen is as it should be; a minute of waiting costs no time. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let step = 0; step < 600 && !isSo(); step++) await vi.advanceTimersByTimeAsync(100);
}

export async function sees(text: string): Promise<void> {
  await until(() => screenText().includes(text));
  expect(screenText()).toContain(text);
}

export async function mayPress(label: string): Promise<void> {
  await until(() => button(label) !== undefined && !isDisabled(button(label)));
}

/** Ticks the box of this full name. */
export function check(name: string): void {
  const boxes = [...document.body.querySelectorAll<HTMLElement & { checked: boolean }>("s-checkbox")];
  const box = boxes.find((each) => property(each, "accessibilityLabel") === name);
  if (!box) throw new Error(`There is no box “${name}” on the screen:\n${screenText()}`);
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}
