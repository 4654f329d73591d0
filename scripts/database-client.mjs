// Plain JavaScript on Node's own modules: set-up runs it before anything newer is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, "app", "db", "generated");
const stamp = join(generated, "made-from");

/**
 * Makes the typed database client from prisma/schema.prisma, if it is missing or older than that.
 * @param {{ node?: string, force?: boolean }} [options]
 */
export function generateDatabaseClient({ node = process.execPath, force = false } = {}) {
  const prisma = join(root, "node_modules", "prisma");
  const from = createHash("sha256")
    .update(readFileSync(join(root, "prisma", "schema.prisma")))
    .update(readFileSync(join(prisma, "package.json")))
    .digest("hex");
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === from) return;
  rmSync(stamp, { force: true });
  const done = spawnSync(node, [join(prisma, "build", "index.js"), "generate", "--no-hints"], {
    cwd: root,
    encoding: "utf8",
    // Nothing connects, but without an address Prisma does not read the schema and fetches a native engine.
    env: { ...process.env, CHECKPOINT_DISABLE: "1", DATABASE_URL: "postgresql://nobody@localhost/none" },
  });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(`The database client could not be generated:\n${done.stdout}${done.stderr}`);
  }
  writeFileSync(stamp, from);
}
