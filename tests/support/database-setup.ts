import type { TestProject } from "vitest/node";
import { type RunningTestServer, startTestServer } from "./test-server.ts";

type Shared = { running: Promise<RunningTestServer>; users: number };

// Every project loads this file anew, in one process: the one server of the run hangs on the global object.
const here = globalThis as typeof globalThis & { lossbookTestServer?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  here.lossbookTestServer ??= { running: startTestServer(), users: 0 };
  const shared = here.lossbookTestServer;
  shared.users += 1;
  const { server, stop } = await shared.running;
  project.provide("testServer", server);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete here.lossbookTestServer;
    await stop();
  };
}
