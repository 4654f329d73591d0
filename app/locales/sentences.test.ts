import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { AUDIT_KINDS } from "#app/domain/audit/event.ts";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import { PROBLEM_CODES } from "#app/domain/problem.ts";
import { DEFAULT_REASONS } from "#app/domain/reason/default-reasons.ts";

/** These are named by what the domain lists; all others by the code that says them. */
const LISTED: Record<string, string[]> = {
  problems: [...PROBLEM_CODES],
  defaults: [
    ...DEFAULT_REASONS.map(({ id }) => `reasons.${id}`),
    ...ACCOUNT_ROLES.map((role) => `accounts.${role}`),
  ],
};
const app = readAll("app/{routes,components,http,adapters/mail}/**/*.{ts,tsx}", "app/*.{ts,tsx}");
const files = globSync("app/locales/en/*.json").map((path) => [basename(path, ".json"), path] as const);

it.each(Object.entries(LISTED))("%s says everything on its list and nothing else", (namespace, listed) => {
  expect(keysOf(`app/locales/en/${namespace}.json`)).toEqual([...listed].sort());
});

it.each(files.filter(([namespace]) => !(namespace in LISTED)))(
  "every sentence of %s is said somewhere, and nothing is said that it lacks",
  (namespace, path) => {
    const wanted = app.flatMap((source) => calledIn(source, namespace));
    expect(unsaid(keysOf(path), namespace)).toEqual([]);
    expect(missing(keysOf(path), wanted)).toEqual([]);
  },
);

it("names every kind of event in the audit trail", () => {
  const named = keysOf("app/locales/en/audit.json").filter((key) => key.startsWith("kind."));
  expect(named).toEqual(AUDIT_KINDS.map((kind) => `kind.${kind}`).sort());
});

function readAll(...patterns: string[]): string[] {
  const paths = globSync(patterns).filter((path) => !path.includes(".test."));
  return paths.map((path) => readFileSync(path, "utf8"));
}

/** Plural forms count as the one sentence they are forms of. */
function keysOf(path: string): string[] {
  const keys = flat(JSON.parse(readFileSync(path, "utf8")));
  const plural = keys.filter((key) => key.endsWith("_one")).map((key) => key.slice(0, -"_one".length));
  const forms = plural.flatMap((key) =>
    ["zero", "one", "other"].map((form) => [`${key}_${form}`, key] as const),
  );
  const sentences = new Map<string, string>(forms);
  return [...new Set(keys.map((key) => sentences.get(key) ?? key))].sort();
}

function flat(content: object, prefix = ""): string[] {
  return Object.entries(content).flatMap(([name, value]) =>
    typeof value === "object" ? flat(value, `${prefix}${name}.`) : `${prefix}${name}`,
  );
}

/** Any text may be handed on and be said in another file. */
function unsaid(keys: string[], namespace: string): string[] {
  const texts = app.flatMap((source) =>
    [...source.matchAll(/(["`])((?:(?!\1).)*)\1/g)].map(([, , text = ""]) => text),
  );
  const said = texts.map((text) => patternOf(text.replace(`${namespace}:`, "")));
  return keys.filter((key) => !said.some((pattern) => pattern.test(key)));
}

function missing(keys: string[], wanted: string[]): string[] {
  return wanted.filter((text) => !keys.some((key) => patternOf(text).test(key)));
}

function calledIn(source: string, namespace: string): string[] {
  const names = [...source.matchAll(/const \{ t(?:: (\w+))? \} = useTranslation\("([\w-]+)"\)/g)];
  return names.flatMap(([, alias, spoken]) =>
    spoken === namespace ? argumentsOf(alias ?? "t", source) : [],
  );
}

function argumentsOf(name: string, source: string): string[] {
  const calls = source.matchAll(new RegExp(`[^\\w.]${name}\\(\\s*(["\`])((?:(?!\\1).)+)\\1`, "g"));
  return [...calls].map(([, , text = ""]) => text);
}

/** What is filled in stands for one word of the key. */
function patternOf(text: string): RegExp {
  const words = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${words.join("[\\w-]+")}$`);
}
