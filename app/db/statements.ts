import type { QueryConfig, QueryResult } from "pg";
import pg from "pg";
import { Prisma } from "./generated/client.ts";
import { nameOf } from "./prepared-client.ts";

/** SQL with its values apart, as Prisma's client takes it too; whoever needs no model needs no more. */
export type Statements = {
  $queryRaw<T = unknown>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
  $executeRaw(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
};

export type Ask = (statement: QueryConfig) => Promise<QueryResult>;

/**
 * Straight to the driver: Prisma's engine would compile every statement anew, which costs more than most of
 * them take in the database.
 */
export function statementsOn(ask: Ask): Statements {
  return {
    async $queryRaw<T>(text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) {
      return (await ask(statementOf(text, values))).rows as T;
    },
    async $executeRaw(text, ...values) {
      return (await ask(statementOf(text, values))).rowCount ?? 0;
    },
  };
}

const texts = new WeakMap<TemplateStringsArray, string>();

function statementOf(given: TemplateStringsArray | Prisma.Sql, values: unknown[]): QueryConfig {
  if (given instanceof Prisma.Sql) return toStatement(given.text, given.values);
  if (values.some((value) => value instanceof Prisma.Sql)) {
    const whole = Prisma.sql(given, ...values);
    return toStatement(whole.text, whole.values);
  }
  const known = texts.get(given);
  const text = known ?? given.reduce((before, part, place) => `${before}$${place}${part}`);
  if (!known) texts.set(given, text);
  return toStatement(text, values);
}

function toStatement(text: string, values: unknown[]): QueryConfig {
  return { name: nameOf(text), text, values: values.map(toParameter), types };
}

/** The driver would write an instant as this process's own time of day, whose day may be another one. */
function toParameter(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? value.toString() : value;
}

const { DATE, INT8 } = pg.types.builtins;

/** Amounts are whole and may be large; a day has no time zone and is kept as its midnight in UTC. */
const types: NonNullable<QueryConfig["types"]> = {
  getTypeParser: ((oid: number, format: "text") => {
    if (oid === INT8) return BigInt;
    if (oid === DATE) return (day: string) => new Date(`${day}T00:00:00Z`);
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};
