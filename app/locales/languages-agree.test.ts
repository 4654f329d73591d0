import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { LANGUAGES } from "#app/languages.ts";

type Sentences = Map<string, string>;

const namespaces = [
  ...new Set(globSync("app/locales/*/*.json").map((path) => basename(path, ".json"))),
].sort();
const others = LANGUAGES.filter((language) => language !== "en");
const pairs = others.flatMap((language) => namespaces.map((namespace) => [language, namespace] as const));

/** Written alike in both languages, and right in both. */
const SAME: Record<string, string[]> = {
  es: [
    "Webhooks",
    "Token",
    "Tokens",
    "Total",
    "Lossbook",
    "PDF",
    "JSON",
    "CSV",
    "No",
    "Error",
    "SKU",
    "Shopify",
    "Plan",
    "{{kilobytes}} kB",
  ],
};
/** Said to people we do not know well, and in the words that this house has chosen among several. */
const UNWANTED: Record<string, RegExp> = {
  es: wordsOf(
    "tú tu tus te puedes debes tienes haz ingresa vosotros",
    "coste costes ubicación ubicaciones ordenador titular caño expediente expedientes entrega entregas rol roles",
  ),
};

it.each(pairs)("%s: %s says exactly what English says", (language, namespace) => {
  expect([...keysOf(language, namespace)].sort()).toEqual([...keysOf("en", namespace)].sort());
});

it.each(pairs)("%s: %s fills in what English fills in", (language, namespace) => {
  const english = read("en", namespace);
  const wrong = [...read(language, namespace)].filter(([key, text]) => {
    const sentence = sentenceOf(key, language);
    const wanted = formsOf(english, sentence, "en").flatMap((form) => factsIn(form));
    const isForm = sentence !== key;
    const may = new Set(isForm ? [...wanted, "count"] : wanted);
    const must = isForm ? wanted.filter((fact) => fact !== "count") : wanted;
    const given = factsIn(text);
    return given.some((fact) => !may.has(fact)) || must.some((fact) => !given.includes(fact));
  });
  expect(wrong).toEqual([]);
});

it.each(LANGUAGES.flatMap((language) => namespaces.map((namespace) => [language, namespace] as const)))(
  "%s: %s has every form its plurals take",
  (language, namespace) => {
    const sentences = read(language, namespace);
    const counted = [...sentences.keys()].filter((key) => sentenceOf(key, language) !== key);
    const missing = [...new Set(counted.map((key) => sentenceOf(key, language)))].flatMap((sentence) =>
      categoriesOf(language)
        .map((form) => `${sentence}_${form}`)
        .filter((key) => !sentences.has(key)),
    );
    expect(missing).toEqual([]);
  },
);

it.each(pairs)("%s: nothing of %s was left in English, or empty", (language, namespace) => {
  const english = read("en", namespace);
  const left = [...read(language, namespace)].filter(([key, text]) => {
    const isSame = english.get(key) === text && /\p{L}{2}/u.test(text.replaceAll(/\{\{\w+\}\}/g, ""));
    return text.trim() === "" || (isSame && !SAME[language]?.includes(text));
  });
  expect(left).toEqual([]);
});

it.each(pairs)("%s: %s speaks to people as we do, in the words we chose", (language, namespace) => {
  const unwanted = [...read(language, namespace)].filter(([, text]) =>
    UNWANTED[language]?.test(text.replaceAll(/\{\{\w+\}\}/g, "")),
  );
  expect(unwanted).toEqual([]);
});

function read(language: string, namespace: string): Sentences {
  const path = `app/locales/${language}/${namespace}.json`;
  return new Map(globSync(path).flatMap((file) => flat(JSON.parse(readFileSync(file, "utf8")))));
}

function flat(content: object, prefix = ""): [string, string][] {
  return Object.entries(content).flatMap(([name, value]) =>
    typeof value === "object" ? flat(value, `${prefix}${name}.`) : [[`${prefix}${name}`, String(value)]],
  );
}

function keysOf(language: string, namespace: string): Set<string> {
  return new Set([...read(language, namespace).keys()].map((key) => sentenceOf(key, language)));
}

/** "lines_one" is a form of "lines"; a form for none may be there in any language. */
function sentenceOf(key: string, language: string): string {
  const [, sentence, form = ""] = /^(.+)_([a-z]+)$/.exec(key) ?? [];
  return sentence && ["zero", ...categoriesOf(language)].includes(form) ? sentence : key;
}

function formsOf(sentences: Sentences, sentence: string, language: string): string[] {
  const keys = [sentence, `${sentence}_other`];
  expect(categoriesOf(language)).toContain("other");
  return keys.flatMap((key) => sentences.get(key) ?? []);
}

function categoriesOf(language: string): string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

function factsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, fact = ""]) => fact))].sort();
}

function wordsOf(...lists: string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(${lists.join(" ").replaceAll(" ", "|")})(?!\\p{L})`, "iu");
}
