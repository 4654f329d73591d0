import { inject } from "vitest";
import { cloneDatabase, makeEmptyDatabase, type TestDatabase, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** A migrated database for one test file, a copy of the run's template. Drop it in `afterAll`. */
export function freshDatabase(): Promise<TestDatabase> {
  return cloneDatabase(inject("testServer"));
}

/** A database without a table, for tests of migrating itself. */
export function emptyDatabase(): Promise<TestDatabase> {
  return makeEmptyDatabase(inject("testServer"));
}

/** For a test that hands the server on, to start processes on databases of their own. */
export function testServer(): TestServer {
  return inject("testServer");
}
