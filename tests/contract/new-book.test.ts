import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkout } from "../../scripts/postgres-home.ts";

const COPIED = ["app", "scripts", "tests/contract", "tests/emulators", "prisma/scenarios"];
const FILES = ["package.json", "tsconfig.json", "biome.json", ".gitignore", ".env.example"];

const TOOL_MS_MAX = 120_000;

/** A copy of the checkout with one book more in it, as `npm run new-book zoho-books` leaves it. */
describe("a new book", { timeout: 2 * TOOL_MS_MAX }, () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "lossbook-new-book-"));
    for (const folder of COPIED) cpSync(join(checkout, folder), join(copy, folder), { recursive: true });
    for (const file of FILES) cpSync(join(checkout, file), join(copy, file));
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
    expect(run("scripts/new-book.ts", "zoho-books").status).toBe(0);
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8", timeout: TOOL_MS_MAX });
  const tool = (path: string, ...args: string[]) => run(join(checkout, "node_modules", path), ...args);

  test("compiles, is offered once its client is named, and is written as the house writes", () => {
    const use = 'import { vendorsOf } from "#app/adapters/accounting/registry.ts";\n';
    const read = 'import { env } from "#app/env.server.ts";\nvendorsOf(env).get("zoho-books");\n';
    writeFileSync(join(copy, "uses-books.ts"), use + read);
    const include = ["uses-books.ts", "tests/contract/zoho-books.test.ts", "app/virtual-modules.d.ts"];
    writeFileSync(join(copy, "tsconfig.new.json"), JSON.stringify({ extends: "./tsconfig.json", include }));
    expect(tool("typescript/bin/tsc", "--noEmit", "-p", "tsconfig.new.json").stdout).toBe("");
    const written = [
      "app/adapters/accounting",
      "app/env.server.ts",
      "app/ports",
      "tests/emulators/zoho-books",
    ];
    const checked = tool("@biomejs/biome/bin/biome", "check", "--vcs-enabled=false", ...written);
    expect(checked.stderr).not.toContain("Found");
    expect(checked.status).toBe(0);
  });

  test("fails every test of the battery, and each says what is missing", () => {
    const config = 'export default { test: { include: ["tests/contract/zoho-books.test.ts"] } };';
    writeFileSync(join(copy, "vitest.config.ts"), config);
    tool("vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=report.json");
    expect(existsSync(join(copy, "report.json"))).toBe(true);
    const report = JSON.parse(readFileSync(join(copy, "report.json"), "utf8"));
    expect(report.numPassedTests).toBe(0);
    expect(report.numFailedTests).toBeGreaterThan(40);
    expect(JSON.stringify(report)).toContain("Zoho Books: listAccounts is not written yet");
  });

  test("is not begun twice, nor under a name that is none", () => {
    expect(run("scripts/new-book.ts", "zoho-books").stderr).toContain("has begun already");
    for (const wrong of ["", "Zoho", "../x", "a b"])
      expect(run("scripts/new-book.ts", wrong).stderr).toContain("Usage");
  });
});
