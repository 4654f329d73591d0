/** What a filter may be asked of: the optimised columns of manual journals, and what items are. */
export type Row = Record<string, string | number | boolean>;
export type Filter = (row: Row) => boolean;

/** Xero answers such a filter with 400 and QueryParseException. */
export class BadFilter extends Error {}

type Token = { kind: "word" | "text" | "number" | "sign"; value: string };

const TOKEN = /\s*(?:"([^"]*)"|([A-Za-z_][A-Za-z0-9_]*)|(-?\d+(?:\.\d+)?)|(==|!=|>=|<=|&&|\|\||[().,<>]))/y;

/** The part of Xero's filter language that conditions on plain columns are written in. */
export function parseFilter(source: string): Filter {
  const tokens = tokensOf(source);
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const take = (value?: string): Token => {
    const token = tokens[at];
    if (!token || (value !== undefined && (token.value !== value || token.kind === "text")))
      throw new BadFilter(`${value ?? "something"} expected at ${at}`);
    at += 1;
    return token;
  };
  const isNext = (...values: string[]): boolean => {
    const token = peek();
    return token !== undefined && token.kind !== "text" && values.includes(token.value.toUpperCase());
  };

  const filter = either();
  if (peek()) throw new BadFilter(`Unexpected ${peek()?.value}`);
  return filter;

  function either(): Filter {
    const parts = [both()];
    while (isNext("OR", "||")) {
      take();
      parts.push(both());
    }
    return (row) => parts.some((part) => part(row));
  }

  function both(): Filter {
    const parts = [one()];
    while (isNext("AND", "&&")) {
      take();
      parts.push(one());
    }
    return (row) => parts.every((part) => part(row));
  }

  function one(): Filter {
    if (isNext("(")) {
      take("(");
      const inner = either();
      take(")");
      return inner;
    }
    const column = take();
    if (column.kind !== "word") throw new BadFilter(`A column expected, not ${column.value}`);
    if (isNext(".")) return method(column.value);
    const sign = take().value;
    const wanted = literal();
    return (row) => compare(sign, columnOf(row, column.value), wanted);
  }

  function method(column: string): Filter {
    take(".");
    const name = take().value;
    take("(");
    const wanted = literal();
    take(")");
    const test = methods[name];
    if (!test || typeof wanted !== "string") throw new BadFilter(`No applicable method ${name}`);
    return (row) => test(String(columnOf(row, column)).toLowerCase(), wanted.toLowerCase());
  }

  function literal(): string | number | boolean {
    const token = take();
    if (token.kind === "text") return token.value;
    if (token.kind === "number") return Number(token.value);
    if (token.value === "true" || token.value === "false") return token.value === "true";
    if (token.value !== "Guid") throw new BadFilter(`Unknown identifier ${token.value}`);
    take("(");
    const id = take();
    take(")");
    return id.value;
  }
}

/** SQL Server's usual collation: letters compare without their case. */
const methods: Record<string, (value: string, wanted: string) => boolean> = {
  StartsWith: (value, wanted) => value.startsWith(wanted),
  EndsWith: (value, wanted) => value.endsWith(wanted),
  Contains: (value, wanted) => value.includes(wanted),
};

function compare(sign: string, left: Row[string], right: Row[string]): boolean {
  const [one, other] = [left, right].map((value) =>
    typeof value === "string" ? value.toLowerCase() : Number(value),
  ) as [string | number, string | number];
  switch (sign) {
    case "==":
      return one === other;
    case "!=":
      return one !== other;
    case ">":
      return one > other;
    case ">=":
      return one >= other;
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    default:
      throw new BadFilter(`Unexpected ${sign}`);
  }
}

function columnOf(row: Row, column: string): Row[string] {
  const value = row[column];
  if (value === undefined) throw new BadFilter(`No property or field '${column}' exists`);
  return value;
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.trimEnd().length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new BadFilter(`Syntax error at ${at}`);
    at = TOKEN.lastIndex;
    const [, quoted, word, digits, sign] = match;
    if (quoted !== undefined) tokens.push({ kind: "text", value: quoted });
    else if (word !== undefined) tokens.push({ kind: "word", value: word });
    else if (digits !== undefined) tokens.push({ kind: "number", value: digits });
    else tokens.push({ kind: "sign", value: sign ?? "" });
  }
  return tokens;
}
