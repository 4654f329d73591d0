import type { Journal, Organisation } from "../accounting/ledger.ts";
import { accountJson, CLASS, companyInfoJson, DEPARTMENT, journalJson, optionsJson } from "./company.ts";
import { refuse } from "./reply.ts";

type Json = Record<string, unknown>;
type Condition = { field: string; operator: string; values: string[] };

const ROWS_MAX = 1000;
const ROWS_USUALLY = 100;

/** The part of Intuit's query language that reads one entity: conditions joined by AND, order, pages. */
export function answerQuery(company: Organisation, query: string): Json {
  const [, what = "", entity = "", rest = ""] =
    /^\s*select\s+(\*|count\(\*\))\s+from\s+(\w+)\b(.*)$/is.exec(query) ?? cannotParse(query);
  const tail =
    /(?:\s+orderby\s+([\w.]+)(?:\s+(asc|desc))?)?(?:\s+startposition\s+(\d+))?(?:\s+maxresults\s+(\d+))?\s*$/i;
  const [whole = "", orderField, direction, start, most] = tail.exec(rest) ?? cannotParse(query);
  const conditions = conditionsOf(rest.slice(0, rest.length - whole.length), query);
  const max = most === undefined ? ROWS_USUALLY : Number(most);
  if (max > ROWS_MAX)
    refuse(
      "4001",
      "Invalid query",
      `QueryValidationError: value ${max} is too large. Max allowed value is ${ROWS_MAX}.`,
    );
  const all = rowsOf(company, entity, conditions).filter((row) => conditions.every((one) => holds(row, one)));
  const asked = isAskedForActive(conditions) ? all : all.filter(({ Active }) => Active !== false);
  if (orderField) asked.sort((a, b) => compared(valueAt(a, orderField), valueAt(b, orderField)));
  if (direction?.toLowerCase() === "desc") asked.reverse();
  if (what !== "*") return { QueryResponse: { totalCount: asked.length } };
  const first = Math.max(1, Number(start ?? 1));
  const page = asked.slice(first - 1, first - 1 + max);
  if (page.length === 0) return { QueryResponse: {} };
  return { QueryResponse: { [nameOf(entity)]: page, startPosition: first, maxResults: page.length } };
}

function conditionsOf(text: string, query: string): Condition[] {
  const where = /^\s*where\s+(.*)$/is.exec(text)?.[1];
  if (where === undefined) return text.trim() === "" ? [] : cannotParse(query);
  const one =
    /^\s*([\w.]+)\s*(=|<=|>=|<|>|in\b|like\b)\s*(\((?:[^')]|'(?:\\.|[^'\\])*')*\)|'(?:\\.|[^'\\])*'|true|false|\d+)\s*/i;
  const found: Condition[] = [];
  for (let left = where; left.trim() !== ""; ) {
    const match = one.exec(left) ?? cannotParse(query);
    const [whole = "", field = "", operator = "", value = ""] = match;
    found.push({ field, operator: operator.toLowerCase(), values: valuesOf(value) });
    left = left.slice(whole.length);
    if (left.trim() === "") break;
    left = /^and\b(.*)$/is.exec(left)?.[1] ?? cannotParse(query);
  }
  return found;
}

function valuesOf(text: string): string[] {
  return [...text.matchAll(/'((?:\\.|[^'\\])*)'|\b(true|false|\d+)\b/gi)].map(
    ([, quoted, bare]) => quoted?.replace(/\\(.)/g, "$1") ?? bare?.toLowerCase() ?? "",
  );
}

function holds(row: Json, { field, operator, values }: Condition): boolean {
  const value = valueAt(row, field);
  const [first = ""] = values;
  switch (operator) {
    case "=":
      return value === first;
    case "in":
      return value !== undefined && values.includes(value);
    case "like":
      return new RegExp(`^${first.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("%", ".*")}$`, "i").test(
        value ?? "",
      );
    default: {
      if (value === undefined) return false;
      const order = compared(value, first);
      return { "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 }[operator] ?? false;
    }
  }
}

/** Moments may be written with other offsets than the ones kept here. */
function compared(left = "", right = ""): number {
  const isMoment = /^\d{4}-\d{2}-\d{2}T/.test(left) && /^\d{4}-\d{2}-\d{2}/.test(right);
  if (isMoment) return Date.parse(left) - Date.parse(right);
  return left < right ? -1 : Number(left > right);
}

function valueAt(row: Json, path: string): string | undefined {
  const value = path.split(".").reduce<unknown>((at, step) => (at as Json | undefined)?.[step], row);
  return value === undefined || value === null ? undefined : String(value);
}

function isAskedForActive(conditions: Condition[]): boolean {
  return conditions.some(({ field }) => field === "Active");
}

function rowsOf(company: Organisation, entity: string, conditions: Condition[]): Json[] {
  switch (nameOf(entity)) {
    case "Account":
      return company.accounts.map((account) => accountJson(company, account));
    case "Class":
      return optionsJson(company, CLASS);
    case "Department":
      return optionsJson(company, DEPARTMENT);
    case "CompanyInfo":
      return [companyInfoJson(company)];
    case "JournalEntry":
      return journalsOf(company, conditions).map((journal) => journalJson(company, journal));
    default:
      return refuse("4002", "Invalid entity", `QueryValidationError: invalid context declaration: ${entity}`);
  }
}

/** A ledger of tens of thousands is not written out to find one number in it. */
function journalsOf({ journals }: Organisation, conditions: Condition[]): Journal[] {
  const living = journals.filter(({ state }) => state !== "deleted");
  const named = conditions.find(({ field, operator }) => field === "DocNumber" && /^(=|in)$/.test(operator));
  if (!named) return living;
  const numbers = new Set(named.values);
  return living.filter(({ number }) => numbers.has(number));
}

function nameOf(entity: string): string {
  const names = ["Account", "Class", "Department", "CompanyInfo", "JournalEntry"];
  return names.find((name) => name.toLowerCase() === entity.toLowerCase()) ?? entity;
}

function cannotParse(query: string): never {
  return refuse("4000", "Error parsing query", `QueryParserError: Encountered a problem in: ${query}`);
}
