import { parseSeal, type Seal } from "#app/domain/audit/trail-file.ts";
import { checkFiles, type NamedFile, type Report } from "./check-files.ts";
import { sayIn, TONGUES, type Tongue, tongueOf } from "./words.ts";

let say = sayIn(tongueOf(navigator.language));
const main = document.querySelector("main") as HTMLElement;
let dropped: NamedFile[] = [];
let seals = "";

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inside);
  return made;
}

function show(): void {
  document.title = say("title");
  const files = element("input", { type: "file", multiple: "", id: "files", accept: ".ndjson,.zip" });
  files.addEventListener("change", () => void take(files.files));
  const kept = element("textarea", {
    id: "kept",
    rows: "3",
    "aria-describedby": "kept-help",
    spellcheck: "false",
  });
  kept.value = seals;
  kept.addEventListener("change", () => {
    seals = kept.value;
    if (dropped.length > 0) void check();
  });
  const field = element(
    "section",
    { class: "drop" },
    element("p", {}, say("drop")),
    element("label", { for: "files" }, say("choose")),
    files,
  );
  main.replaceChildren(
    tongues(),
    element("h1", {}, say("title")),
    element("p", {}, say("intro")),
    element("label", { for: "kept" }, say("keptLabel")),
    element("p", { id: "kept-help", class: "help" }, say("keptHelp")),
    kept,
    field,
    element("div", { id: "result", role: "status", "aria-live": "polite" }),
  );
}

function tongues(): HTMLElement {
  const select = element("select", { id: "tongue", "aria-label": say("language") });
  for (const [tongue, name] of Object.entries(TONGUES))
    select.append(element("option", { value: tongue }, name));
  select.value = document.documentElement.lang;
  select.addEventListener("change", () => speak(select.value as Tongue));
  return element("p", { class: "tongue" }, select);
}

function speak(tongue: Tongue): void {
  document.documentElement.lang = tongue;
  say = sayIn(tongue);
  show();
  if (dropped.length > 0) void check();
}

async function take(files: FileList | null): Promise<void> {
  dropped = [...(files ?? [])].map((bytes) => ({ name: bytes.name, bytes }));
  if (dropped.length > 0) await check();
}

async function check(): Promise<void> {
  const result = document.querySelector("#result") as HTMLElement;
  const tell = (text: string) => result.replaceChildren(element("p", {}, text));
  if (!globalThis.crypto?.subtle) return tell(say("noCrypto"));
  const kept: Seal[] = [];
  for (const line of seals.split("\n").filter((one) => one.trim())) {
    const seal = parseSeal(line);
    if (!seal) return tell(say("keptWrong", { line }));
    kept.push(seal);
  }
  tell(say("checking", { events: 0 }));
  try {
    const reports = await checkFiles(say, dropped, kept, (events) => tell(say("checking", { events })));
    result.replaceChildren(...reports.map(shownReport));
  } catch {
    // A file that changed on disk after it was chosen is not given to a page.
    tell(say("notRead"));
  }
}

function shownReport({ title, passed, lines, seal }: Report): HTMLElement {
  const list = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
  const mark = element("strong", {}, `${passed ? "✓" : "✗"} ${say(passed ? "passed" : "failed")}`);
  const made = element(
    "section",
    { class: passed ? "passed" : "failed" },
    element("h2", {}, title),
    mark,
    list,
  );
  if (seal) made.append(element("p", {}, `${say("seal")}: `, element("code", {}, seal)));
  return made;
}

for (const kind of ["dragover", "drop"] as const)
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop") void take((event as DragEvent).dataTransfer?.files ?? null);
  });
speak(tongueOf(navigator.language));
