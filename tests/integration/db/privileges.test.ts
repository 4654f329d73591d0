import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { migrate } from "#app/db/migrate.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { furnish, tenantTables } from "./furnished-shop.ts";
import { count, inShop, rawShops, refusal } from "./raw-shop.ts";

const shops = rawShops();

async function ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await shops.owner.query<Row>(sql, values)).rows;
}

type Table = { name: string; secured: boolean; policies: string[]; granted: boolean };

const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AS secured,
         ARRAY(SELECT p.polcmd::text || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
                      || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
                 FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
         has_table_privilege('lossbook_app', c.oid,
             'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           OR has_any_column_privilege('lossbook_app', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') AS granted
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`;

/** What a catalogue must look like for shops to be kept apart; the names of the tables that do not. */
function unguarded(tables: Table[]): string[] {
  return tables
    .filter(({ secured, policies, granted, name }) => {
      const whose = name === "shop" ? "id" : "shop_id";
      const own = `(${whose} = ( SELECT current_shop() AS current_shop))`;
      return granted && !(secured && policies.length === 1 && policies[0] === `*${own}${own}`);
    })
    .map(({ name }) => name);
}

describe("every table", () => {
  it("is kept apart by shop, in reading and in writing, or the app has no right on it at all", async () => {
    const tables = await ask<Table>(TABLES);
    expect(tables.length).toBeGreaterThan(24);
    expect(unguarded(tables)).toEqual([]);
    expect(tables.filter(({ granted }) => !granted).map(({ name }) => name)).toEqual([
      "_prisma_migrations",
      "book_call",
      "book_pace",
      "document_counter",
      "item_total_summed",
      "line_part",
      "place_total_summed",
      "shop_pin",
      "trade_total_summed",
      "worker_heartbeat",
    ]);
  });

  it("that forgets its policy, or lets everybody in by a second one, would be noticed here", async () => {
    await shops.owner.query("BEGIN");
    await shops.owner.query(
      "CREATE TABLE forgotten (shop_id uuid); GRANT SELECT ON forgotten TO lossbook_app",
    );
    await shops.owner.query(
      "CREATE TABLE half (shop_id uuid, secret text); ALTER TABLE half ENABLE ROW LEVEL SECURITY",
    );
    await shops.owner.query(
      "GRANT UPDATE (secret) ON half TO lossbook_app; CREATE POLICY open ON half USING (true)",
    );
    await shops.owner.query(
      "CREATE VIEW around AS SELECT * FROM document; GRANT SELECT ON around TO lossbook_app",
    );
    await shops.owner.query("CREATE POLICY also ON person USING (true)");
    expect(unguarded(await ask<Table>(TABLES))).toEqual(["around", "forgotten", "half", "person"]);
    await shops.owner.query("ROLLBACK");
  });

  it("of a shop begins its key and every foreign key with the shop", async () => {
    const keys = await ask<{ table: string; first: string; kind: string }>(
      `SELECT c.conrelid::regclass::text AS table, a.attname AS first, c.contype::text AS kind
         FROM pg_constraint c
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'f', 'u')`,
    );
    const tenants = (await tenantTables(shops.owner)).filter((name) => name !== "shop");
    expect(keys.filter(({ table, first }) => tenants.includes(table) && first !== "shop_id")).toEqual([]);
  });
});

describe("the app's role", () => {
  it("owns nothing: no table, function, type or schema", async () => {
    const owned = await ask(
      `SELECT d.classid::regclass, d.objid FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
        WHERE r.rolname = 'lossbook_app' AND d.deptype = 'o'`,
    );
    expect(owned).toEqual([]);
  });

  it("is nobody special and can become nobody else", async () => {
    const [role] = await ask(
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles
        WHERE rolname = 'lossbook_app'`,
    );
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
    expect(await ask("SELECT FROM pg_auth_members WHERE member = 'lossbook_app'::regrole")).toEqual([]);
  });

  it("may make nothing in any schema, and does not see the queue", async () => {
    const schemas = await ask<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE has_schema_privilege('lossbook_app', oid, 'CREATE')
          AND nspname !~ '^pg_(toast_)?temp_'`,
    );
    expect(schemas).toEqual([]);
    expect(await refusal(shops.app.query("SELECT * FROM graphile_worker._private_jobs"))).toMatchObject({
      code: "42501",
    });
    expect(await refusal(shops.app.query("SELECT graphile_worker.add_job('x')"))).toMatchObject({
      code: "42501",
    });
    expect(await refusal(shops.app.query("SELECT * FROM _prisma_migrations"))).toMatchObject({
      code: "42501",
    });
  });

  it("may call these functions and no other of ours, and everybody else none", async () => {
    const functions = await ask<{ name: string; app: boolean; anybody: boolean }>(
      `SELECT p.proname AS name, has_function_privilege('lossbook_app', p.oid, 'EXECUTE') AS app,
              EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
                       WHERE x.grantee = 0) AS anybody
         FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(functions.filter(({ anybody }) => anybody)).toEqual([]);
    expect(functions.filter(({ app }) => app).map(({ name }) => name)).toEqual([
      "add_shop_job",
      "budget_ceiling",
      "choose_shop_for_budget",
      "current_shop",
      "enter_book",
      "erase_file",
      "erase_shop",
      "feed_token_of",
      "find_book_sign_in",
      "hold_wish",
      "leave_book",
      "leave_organisation",
      "lock_budget",
      "note_points",
      "open_shop",
      "past_of_write_offs",
      "pause_book",
      "rebuild_totals",
      "report_link_of",
      "seal_audit",
      "shop_of_domain",
      "take_points",
      "totals_differing",
      "use_book_sign_in",
      "write_offs_this_month",
    ]);
  });

  it("meets functions that fix where they look for names, the caller's own objects last", async () => {
    const loose = await ask(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          AND NOT 'search_path=pg_catalog, public, pg_temp' = ANY (coalesce(proconfig, '{}'))`,
    );
    expect(loose).toEqual([]);
  });

  it.each([
    "ALTER TABLE document DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE document DISABLE TRIGGER ALL",
    "ALTER TABLE entry DROP CONSTRAINT entry_cause",
    "DROP TRIGGER entry_balance ON entry",
    "DROP POLICY tenant ON document",
    "CREATE POLICY mine ON document USING (true)",
    "CREATE TABLE public.document_line2 (id int)",
    "CREATE SCHEMA elsewhere",
    "CREATE FUNCTION public.current_shop(x int) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    "CREATE RULE r AS ON SELECT TO document DO INSTEAD SELECT 1",
    "SET session_replication_role = replica",
    "SET LOCAL session_replication_role = replica",
    "COPY document TO PROGRAM 'cat'",
    "COPY document FROM '/etc/passwd'",
    "LOCK TABLE entry IN ACCESS EXCLUSIVE MODE",
    "ALTER ROLE lossbook_app BYPASSRLS",
    "ALTER FUNCTION current_shop() RENAME TO x",
    "CREATE EXTENSION dblink",
    "SELECT pg_read_file('/etc/passwd')",
  ])("is refused: %s", async (sql) => {
    const told = await refusal(inShop(shops.app, shops.mine, () => shops.app.query(sql)));
    expect(["42501", "22023", "0A000"]).toContain(told.code);
  });

  it("can give nobody what it has", async () => {
    await inShop(shops.app, shops.mine, () => shops.app.query("GRANT ALL ON document TO PUBLIC"));
    const [grants] = await ask<{ nobody: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM aclexplode(relacl) x WHERE x.grantee = 0) AS nobody FROM pg_class
        WHERE oid = 'document'::regclass`,
    );
    expect(grants).toEqual({ nobody: true });
  });

  it("with a login of its own cannot leave it", async ({ skip }) => {
    const { rows } = await shops.app.query("SELECT session_user = current_user AS own");
    if (!rows[0]?.own) skip("this server's app is an owner's login that stepped down");
    for (const role of ["ROLE postgres", "ROLE lossbook_owner", "SESSION AUTHORIZATION postgres"])
      expect(["42501", "22023"]).toContain((await refusal(shops.app.query(`SET ${role}`))).code);
    for (const reset of ["RESET ROLE", "SET ROLE NONE", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL"]) {
      await shops.app.query(reset);
      expect((await shops.app.query("SELECT current_user AS who")).rows).toEqual([{ who: "lossbook_app" }]);
    }
  });

  it("becomes blind, not seeing, when it turns row security off", async () => {
    const bare = inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SET LOCAL row_security = off");
      await count(shops.app, "document");
    });
    expect(await refusal(bare)).toMatchObject({ code: "42501" });
  });

  it("that an owner's login stepped down into comes back to the app when it is reset", async () => {
    const url = new URL(shops.database.ownerUrl);
    url.searchParams.set("options", "-c role=lossbook_app");
    const stepped = new pg.Client({ connectionString: url.href });
    await stepped.connect();
    try {
      for (const reset of ["RESET ROLE", "RESET ALL", "DISCARD ALL"]) {
        await stepped.query(reset);
        expect((await stepped.query("SELECT current_user AS who")).rows, reset).toEqual([
          { who: "lossbook_app" },
        ]);
      }
    } finally {
      await stepped.end();
    }
  });
});

describe("names that stand in front of ours", () => {
  beforeAll(() => furnish(shops, shops.theirs).then(() => undefined));

  it("cannot even be made in a database that was migrated where it stands", async () => {
    const fresh = await emptyDatabase();
    const app = new pg.Client({ connectionString: fresh.appUrl });
    try {
      await migrate(fresh.ownerUrl);
      await app.connect();
      for (const sql of [
        "CREATE TEMP TABLE document (id int)",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
        "CREATE VIEW pg_temp.shop AS SELECT 1",
      ])
        expect(await refusal(app.query(sql)), sql).toMatchObject({ code: "42501" });
    } finally {
      await app.end();
      await fresh.drop();
    }
  });

  it("deceive none of our functions where they can be made: tables, operators, functions", async () => {
    const app = await shops.another();
    await app.query(`CREATE TEMP TABLE shop_pin (backend int PRIMARY KEY, transaction xid8, shop_id uuid)`);
    await app.query(`INSERT INTO pg_temp.shop_pin VALUES (pg_backend_pid(), NULL, '${shops.theirs}')`);
    await app.query(
      `CREATE TEMP TABLE shop AS SELECT '${shops.theirs}'::uuid AS id, 'mug-shop.myshopify.com' AS domain`,
    );
    await app.query("CREATE TEMP TABLE document_counter (shop_id uuid PRIMARY KEY, last_number int)");
    await app.query("CREATE TEMP TABLE audit_unsealed (shop_id uuid, event_id uuid)");
    const lie = `LANGUAGE sql AS 'SELECT ''${shops.theirs}''`;
    for (const sql of [
      `CREATE FUNCTION pg_temp.current_shop() RETURNS uuid ${lie}::uuid'`,
      `CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text ${lie}'`,
      "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT ''''::bytea'",
      "CREATE FUNCTION pg_temp.always(uuid, uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
      "CREATE OPERATOR pg_temp.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = pg_temp.always)",
    ])
      await app.query(sql);
    await app.query("SET search_path = pg_temp, public, pg_catalog");
    await inShop(app, shops.mine, async () => {
      expect(await count(app, "public.document WHERE shop_id <> $1", [shops.mine])).toBe(0);
      expect((await app.query("SELECT id FROM public.shop")).rows).toEqual([{ id: shops.mine }]);
      expect((await app.query("SELECT shop_of_domain('mug-shop.myshopify.com') AS id")).rows).toEqual([
        { id: shops.mine },
      ]);
      await app.query("SELECT seal_audit(10)");
    });
    const untouched = await count(shops.owner, "audit_unsealed WHERE shop_id = $1", [shops.theirs]);
    expect(untouched).toBeGreaterThan(0);
    expect(await count(app, "pg_temp.document_counter")).toBe(0);
  });
});
