/**
 * Shopify's search syntax as far as a shop's people use it: words, "phrases", field:value, -not, OR, AND,
 * (groups), a trailing * and comparisons such as id:>=7. Several terms side by side must all match.
 */
export type SearchFields = {
  /** Named fields; a list matches when one of its values does. */
  named: Record<string, string | number | boolean | null | (string | null)[]>;
  /** Where a word without a field is looked for. */
  text: (string | null)[];
};

export type SearchTest = (fields: SearchFields) => boolean;

type Token =
  | { kind: "(" | ")" | "or" | "and" | "not" }
  | { kind: "term"; field: string | null; value: string; quoted: boolean };

export function parseSearch(query: string | null | undefined): SearchTest {
  const tokens = tokenize(query ?? "");
  let at = 0;
  const peek = () => tokens[at];
  const anyOf = (): SearchTest => {
    const tests = [allOf()];
    while (peek()?.kind === "or") {
      at += 1;
      tests.push(allOf());
    }
    return (fields) => tests.some((test) => test(fields));
  };
  const allOf = (): SearchTest => {
    const tests: SearchTest[] = [];
    for (let token = peek(); token && token.kind !== ")" && token.kind !== "or"; token = peek()) {
      if (token.kind === "and") at += 1;
      else tests.push(one());
    }
    return (fields) => tests.every((test) => test(fields));
  };
  const one = (): SearchTest => {
    const token = tokens[at++];
    if (!token || token.kind === ")") return () => true;
    if (token.kind === "not") {
      const test = one();
      return (fields) => !test(fields);
    }
    if (token.kind === "(") {
      const test = anyOf();
      if (peek()?.kind === ")") at += 1;
      return test;
    }
    return token.kind === "term" ? termTest(token) : () => true;
  };
  return anyOf();
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:([()])|(-)?(?:([A-Za-z_][\w.]*):)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:\\.|[^\s()])+)))/gy;
  for (let found = pattern.exec(query); found; found = pattern.exec(query)) {
    const [, bracket, minus, field, double, single, bare] = found;
    if (bracket) tokens.push({ kind: bracket as "(" | ")" });
    else {
      if (minus) tokens.push({ kind: "not" });
      const quoted = double ?? single;
      const word = !field && !minus && quoted === undefined ? bare?.toUpperCase() : undefined;
      if (word === "OR" || word === "AND" || word === "NOT")
        tokens.push({ kind: word.toLowerCase() as "or" | "and" | "not" });
      else
        tokens.push({
          kind: "term",
          field: field ?? null,
          value: (quoted ?? bare ?? "").replace(/\\(.)/g, "$1"),
          quoted: quoted !== undefined,
        });
    }
  }
  return tokens;
}

function termTest(term: { field: string | null; value: string; quoted: boolean }): SearchTest {
  const { field } = term;
  if (field === null) return ({ text }) => text.some((value) => wordsMatch(value, term));
  // Shopify ignores a filter it does not know and warns; finding everything would hide a mistake here.
  return ({ named }) => {
    const value = named[field];
    if (value === undefined) return false;
    if (Array.isArray(value)) return value.some((entry) => fieldMatches(entry, field, term));
    return fieldMatches(value, field, term);
  };
}

function fieldMatches(
  value: string | number | boolean | null,
  field: string,
  term: { value: string; quoted: boolean },
): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return String(value) === term.value.toLowerCase();
  if (typeof value === "number") return compares(value, term.value);
  if (field === "title" || field === "name") return wordsMatch(value, term);
  return term.value.split(",").some((wanted) => matchesWhole(value, wanted));
}

function compares(value: number, wanted: string): boolean {
  const [, sign = "", number = ""] = /^(>=|<=|>|<)?(.*)$/.exec(wanted) ?? [];
  const limit = Number(number.split("/").pop());
  if (sign === ">") return value > limit;
  if (sign === "<") return value < limit;
  if (sign === ">=") return value >= limit;
  return sign === "<=" ? value <= limit : value === limit;
}

function matchesWhole(value: string, wanted: string): boolean {
  const [have, want] = [value.toLowerCase(), wanted.toLowerCase()];
  return want.endsWith("*") ? have.startsWith(want.slice(0, -1)) : have === want;
}

/** A phrase is found as it stands; a word begins a word of the text when it ends in *, else it is one. */
function wordsMatch(text: string | null, { value, quoted }: { value: string; quoted: boolean }): boolean {
  if (text === null) return false;
  const [have, want] = [text.toLowerCase(), value.toLowerCase()];
  if (quoted) return have.includes(want);
  if (want === "" || want === "*") return true;
  if (!have.includes(want.endsWith("*") ? want.slice(0, -1) : want)) return false;
  const words = [have, ...have.split(/[^\p{L}\p{N}]+/u)];
  return want.endsWith("*") ? words.some((word) => word.startsWith(want.slice(0, -1))) : words.includes(want);
}
