import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, refusePowerfulRole } from "#app/db/open-database.ts";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

let database: TestDatabase;
let admin: pg.Client;
const made: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  for (const role of made.reverse()) await admin.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  await admin.end();
  await database.drop();
});

async function verdict(url: string): Promise<string> {
  const opened = openDatabase(url, () => {});
  try {
    await refusePowerfulRole(opened);
    return "welcome";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await opened.$disconnect();
  }
}

/** A login of this database's server with what the test gives it; gone at the end. */
async function login(powers: string, ...grants: string[]): Promise<string> {
  const name = `${database.name}_${made.length}`;
  await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${powers}`);
  made.push(name);
  for (const grant of grants) await admin.query(grant.replaceAll("$role", name));
  const url = new URL(database.ownerUrl);
  url.username = name;
  url.password = "secret";
  return url.href;
}

describe("the app refuses to start", () => {
  it("as a superuser", async () => {
    expect(await verdict(database.adminUrl)).toContain("it is a superuser");
  });

  it("as the owner of the tables", async () => {
    const owner = new URL(database.ownerUrl).username;
    expect(await verdict(database.ownerUrl)).toMatch(
      owner === new URL(database.adminUrl).username ? /superuser/ : /it owns the tables/,
    );
  });

  it("with a login that may not step down, in plain words", async () => {
    const url = new URL(await login(""));
    url.searchParams.set("options", "-c role=lossbook_app");
    expect(await verdict(url.href)).toMatch(/^DATABASE_URL's login may not step down/);
  });

  it("as a role that bypasses row-level security", async () => {
    expect(await verdict(await login("BYPASSRLS", "GRANT lossbook_app TO $role"))).toContain(
      "bypass row-level security",
    );
  });

  it("as a role that could become one of those, also without inheriting from it", async () => {
    const [{ who = "" } = {}] = (
      await admin.query("SELECT relowner::regrole::text AS who FROM pg_class WHERE relname = 'document'")
    ).rows;
    const [{ boss = "" } = {}] = (await admin.query("SELECT current_user AS boss")).rows;
    expect(await verdict(await login("NOINHERIT", `GRANT ${who} TO $role`))).toMatch(
      /owns the tables|superuser/,
    );
    expect(await verdict(await login("NOINHERIT", `GRANT ${boss} TO $role`))).toContain("superuser");
  });

  it("as the owner of a single table", async () => {
    const url = await login(
      "",
      "GRANT lossbook_app TO $role",
      "CREATE TABLE stray (); ALTER TABLE stray OWNER TO $role",
    );
    expect(await verdict(url)).toContain("it owns the tables");
  });

  it("and says the role's name and what to do, in plain words", async () => {
    const said = await verdict(database.adminUrl);
    expect(said).toContain(`"${new URL(database.adminUrl).username}"`);
    expect(said).toContain("DATABASE_APP_URL");
  });
});

describe("the app starts", () => {
  it("as its own role", async () => expect(await verdict(database.appUrl)).toBe("welcome"));

  it("as a login that may do what its role may and no more", async () => {
    expect(await verdict(await login("", "GRANT lossbook_app TO $role"))).toBe("welcome");
  });

  it("as an owner's login that steps down by itself", async () => {
    const url = new URL(database.ownerUrl);
    url.searchParams.set("options", "-c role=lossbook_app");
    expect(await verdict(url.href)).toBe("welcome");
  });
});
