import type { Pool, PoolClient } from "pg";
import { invariant } from "#app/domain/invariant.ts";
import { type Ask, type Statements, statementsOn } from "./statements.ts";

export type Database = Statements & {
  pool: Pool;
  $disconnect(): Promise<void>;
};

export type Tx = Statements;

const TRANSACTION_MS_MAX = 10_000;
/** A statement in a transaction that an earlier one has ended. */
const ABORTED = "25P02";

/**
 * The one way to touch a tenant's rows. The shop is set first, so that every policy sees it, and the deferred
 * checks run as the last statement: an error at COMMIT would come too late to say which of them it was. READ
 * COMMITTED is what the database does by itself; saying so would cost a round trip.
 */
export async function inShopTransaction<T>(
  database: Database,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transact(database, shopId, work, ["SET CONSTRAINTS ALL IMMEDIATE", "COMMIT"]);
}

/** Reading needs the shop too, and nothing to check at the end; nor does a write without deferred checks. */
export async function inShop<T>(
  database: Database,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transact(database, shopId, work, ["COMMIT"]);
}

async function transact<T>(
  { pool }: Database,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
  end: string[],
): Promise<T> {
  invariant(shopId, "a transaction knows its shop");
  const connection = await pool.connect();
  let broken: Error | undefined;
  const onBreak = (error: Error) => {
    broken = error;
  };
  connection.on("error", onBreak);
  try {
    return await asOne(connection, shopId, work, end);
  } catch (error) {
    await connection.query("ROLLBACK").catch(onBreak);
    throw error;
  } finally {
    connection.off("error", onBreak);
    connection.release(broken);
  }
}

/**
 * The connection sends what it is given without waiting for the answers before it: beginning, the shop and
 * the first statement leave together, and so do the last checks and the COMMIT, which after a refusal only
 * ends the transaction.
 */
async function asOne<T>(
  connection: PoolClient,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
  end: string[],
): Promise<T> {
  const met: { over?: Error; first?: unknown } = {};
  const ask: Ask = (statement) => {
    if (met.over) throw met.over;
    const answer = connection.query(statement);
    answer.catch((error: unknown) => {
      met.first ??= error;
    });
    return answer;
  };
  const late = setTimeout(() => {
    met.over = new Error(`a transaction took longer than ${TRANSACTION_MS_MAX} ms`);
    connection.query("ROLLBACK").catch(() => {});
  }, TRANSACTION_MS_MAX);
  try {
    void ask({ text: "BEGIN" });
    const tx = statementsOn(ask);
    tx.$queryRaw`SELECT set_config('app.shop_id', ${shopId}, true)`.catch(() => {});
    const result = await work(tx);
    const answers = await Promise.all(end.map((text) => ask({ text })));
    invariant(answers.at(-1)?.command === "COMMIT", "what was refused is not taken for done");
    return result;
  } catch (error) {
    // Whatever follows a refusal is told no more than that it came too late.
    throw met.over ?? (codeOf(error) === ABORTED ? met.first : error);
  } finally {
    clearTimeout(late);
    met.over ??= new Error("the transaction is over");
  }
}

/** PostgreSQL's 23505. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === "23505";
}

/** PostgreSQL's 23514: a check, or a trigger that looked once more. */
export function isCheckViolation(error: unknown): boolean {
  return codeOf(error) === "23514";
}

/** A check that has a name of its own, refused. */
export function violates(error: unknown, constraint: string): boolean {
  return isCheckViolation(error) && (error as { constraint?: unknown }).constraint === constraint;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code;
}
