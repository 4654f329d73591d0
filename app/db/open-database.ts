import pg from "pg";
import type { Database } from "./in-shop-transaction.ts";
import { PreparedClient } from "./prepared-client.ts";
import { statementsOn } from "./statements.ts";

const CONNECTIONS_MAX = 20;
const WAIT_FOR_CONNECTION_MS_MAX = 10_000;

type Power = { effective: string; superuser: boolean; bypass: boolean; owner: boolean };

export function openDatabase(appUrl: string, onBreak: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: appUrl,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS_MAX,
    application_name: "lossbook",
    pipeline: true,
    Client: PreparedClient,
  });
  pool.on("error", onBreak);
  return { ...statementsOn((statement) => pool.query(statement)), pool, $disconnect: () => pool.end() };
}

/** Throws when the database does not answer. */
export async function askDatabase(database: Database): Promise<void> {
  await database.$queryRaw`SELECT 1`;
}

/**
 * Row-level security binds neither superusers nor owners: under such a role one shop could read another.
 * Counted is what the role is and what it may become.
 */
export async function refusePowerfulRole(database: Database): Promise<void> {
  const [power] = await askPower(database);
  const reason = power && reasonAgainst(power);
  if (!reason) return;
  throw new Error(
    `Lossbook will not work as the database role "${power.effective}": ${reason}, so the database could not ` +
      "keep shops apart. Set DATABASE_APP_URL to a login that has what the role lossbook_app has and no more, " +
      "or leave it out and let DATABASE_URL's login step down by itself.",
  );
}

async function askPower(database: Database): Promise<Power[]> {
  try {
    return await database.$queryRaw<Power[]>`
    SELECT current_user::text AS effective,
      coalesce(bool_or(r.rolsuper), false) AS superuser, coalesce(bool_or(r.rolbypassrls), false) AS bypass,
      coalesce(bool_or(EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
        AND c.relkind IN ('r', 'p') AND c.relowner = r.oid)), false) AS owner
    FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')`;
  } catch (error) {
    if (!/permission denied to set role/.test((error as Error).message)) throw error;
    throw new Error(
      "DATABASE_URL's login may not step down into the role lossbook_app. Let it, with GRANT lossbook_app TO it, " +
        "or set DATABASE_APP_URL.",
      { cause: error },
    );
  }
}

function reasonAgainst({ superuser, bypass, owner }: Power): string | null {
  if (superuser) return "it is a superuser or may become one";
  if (bypass) return "it may bypass row-level security";
  return owner ? "it owns the tables or may become their owner" : null;
}
