import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import * as directions from "./support/tidy/directions.ts";
import { nothingIsDead } from "./support/tidy/reach.ts";
import { sentencesStandInLocales } from "./support/tidy/sentences.ts";
import * as shape from "./support/tidy/shape.ts";
import { type Rule, readTree, type Tree } from "./support/tidy/tree.ts";

const rules: Record<string, Rule> = { ...directions, ...shape, nothingIsDead, sentencesStandInLocales };

/** A made-up house in order; each broken one below differs from it in a file or two. */
const tidyHouse = {
  "package.json": '{"scripts":{"demo":"node scripts/with-setup.mjs scripts/demo.ts"}}',
  "package-lock.json": '{"packages":{"node_modules/zod":{"version":"4.0.0"}}}',
  "scripts/with-setup.mjs": "",
  "scripts/demo.ts": 'import "../tests/emulators/shopify/server.ts";\n',
  "tests/emulators/shopify/server.ts": "export {};\n",
  "shopify.app.toml": [
    '[webhooks]\napi_version = "2026-10"\n',
    '  [[webhooks.subscriptions]]\n  topics = ["app/uninstalled"]\n  uri = "/webhooks/app"\n',
  ].join("\n"),
  "app/api-version.ts": 'export const API_VERSION = "2026-10";\n',
  "app/root.tsx": 'import "./context.server.ts";\nimport { env } from "./env.server.ts";\n',
  "app/env.server.ts": "export const env = process.env;\n",
  "app/context.server.ts": [
    'import type { Clock } from "./ports/clock.ts";\nimport { clock } from "./adapters/clock.ts";\n',
    'import { API_VERSION } from "./api-version.ts";\n',
  ].join(""),
  "app/ports/clock.ts": "export type Clock = { now(): Date };\n",
  "app/adapters/clock.ts": 'import type { Clock } from "#app/ports/clock.ts";\n',
  "app/domain/money.ts":
    '/** "await" is only a word here. */\nexport const moneyOf = (at: string) => new Date(at);\n',
  "app/use-cases/write-off/submit-write-off.ts": [
    'import { insertWriteOff } from "#app/db/write-offs.ts";\n',
    'import { moneyOf } from "#app/domain/money.ts";\n',
    'import type { Clock } from "#app/ports/clock.ts";\n',
  ].join(""),
  "app/db/write-offs.ts": 'import pg from "pg";\nexport const insertWriteOff = () => tx.$queryRaw;\n',
  "app/routes/webhooks.app.ts": [
    'import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";\n',
    'const topic = "app/uninstalled";\n',
  ].join(""),
};

const broken: Record<string, Record<string, string>> = {
  roomsKeepTheirDirections: {
    "app/domain/money.ts": 'import { insertWriteOff } from "#app/db/write-offs.ts";\n',
    "app/db/write-offs.ts": 'import { clock } from "#app/ports/clock.ts";\n',
    "app/queries/list.ts": 'import { env } from "#app/env.server.ts";\n',
    "app/routes/webhooks.app.ts": 'const { clock } = await import("#app/adapters/clock.ts");\n',
  },
  everyRoomIsKnown: { "app/cellar/barrel.ts": "" },
  onlyTheCompositionRootSeesPortsAndAdapters: {
    "app/other.server.ts":
      'import type { Clock } from "./ports/clock.ts";\nimport { c } from "./adapters/clock.ts";\n',
  },
  doorwaysAreMarked: {
    "app/db/write-offs.ts": 'import { moneyOf } from "../domain/money.ts";\n',
    "app/db/lines.ts": 'import { insertWriteOff } from "#app/db/write-offs.ts";\n',
  },
  importsNameTheirFile: { "app/db/lines.ts": 'import { insertWriteOff } from "./write-offs";\n' },
  productNeverImportsTests: {
    "app/db/lines.ts": 'import { world } from "../../tests/emulators/shopify/server.ts";\n',
  },
  onlyEnvReadsTheEnvironment: { "app/db/lines.ts": "const url = process.env.DATABASE_URL;\n" },
  domainIsPure: {
    "app/domain/a.ts": "export async function planX() {}\n",
    "app/domain/b.ts": "export const today = () => new Date();\n",
    "app/domain/c.ts": 'import { randomBytes } from "node:crypto";\n',
  },
  sqlLivesInDbAndQueries: {
    "app/use-cases/a.ts": 'import { PrismaClient } from "#app/db/generated/client.ts";\n',
    "app/routes/b.ts": "const rows = database.$queryRaw``;\n",
    "app/routes/c.ts": 'import pg from "pg";\n',
    "app/use-cases/d.ts": 'import { quickAddJob } from "graphile-worker";\n',
  },
  onlyAdaptersCallOut: { "app/use-cases/a.ts": "const answer = await fetch(url);\n" },
  filesAreSmall: {
    "app/domain/a.ts": "x;\n".repeat(201),
    "app/use-cases/b.ts": "x;\n".repeat(181),
    "app/db/c.ts": "x;\n".repeat(261),
    "app/routes/d.tsx": "x;\n".repeat(221),
    "tests/integration/e.test.ts": "x;\n".repeat(501),
    "tests/emulators/f.ts": "x;\n".repeat(401),
  },
  linesAreNarrow: { "app/domain/a.ts": `const sum = ${"a + ".repeat(30)}1;\n` },
  namesSayWhatIsInside: {
    "app/domain/moneyOf.ts": "",
    "app/domain/utils.ts": "",
    "app/db/row-helpers.ts": "",
    "tests/common/a.ts": "",
  },
  httpHasThreeFiles: { "app/http/cors.ts": "" },
  routesHoldNoTests: { "app/routes/app.test.ts": "" },
  booksLookAlike: { "app/adapters/accounting/xero/journals.ts": "", "app/adapters/accounting/shared.ts": "" },
  nothingIsPutOff: { "app/domain/a.ts": "// TODO round half even\n" },
  lockFileNamesNoRegistry: {
    "package-lock.json": '{"packages":{"node_modules/zod":{"resolved":"https://registry.example/zod.tgz"}}}',
    ".npmrc": "registry=https://npm.example/\n",
  },
  oneApiVersion: { "app/api-version.ts": 'export const API_VERSION = "2026-07";\n' },
  everyWebhookHasItsRoute: {
    "shopify.app.toml": [
      '[webhooks]\napi_version = "2026-10"\n',
      '[[webhooks.subscriptions]]\ntopics = ["app/uninstalled", "orders/paid"]\nuri = "/webhooks/app"\n',
      '[[webhooks.subscriptions]]\ncompliance_topics = ["shop/redact"]\nuri = "/webhooks/privacy"\n',
    ].join(""),
  },
  sentencesStandInLocales: {
    "app/components/a.tsx": "export const A = () => <p>Nothing here</p>;\n",
    "app/components/b.tsx": 'export const B = () => <Button accessibilityLabel="Remove it" />;\n',
    "app/components/c.tsx": 'export const C = () => <Page action={{ content: isNew ? "Add" : t("x") }} />;\n',
    "app/components/d.tsx": "export const D = () => <b>{isNew && `Number nine`}</b>;\n",
    "app/adapters/mail/e.ts": 'export const subject = "Something waits for you";\n',
    "app/routes/f.ts": 'export const loader = () => new Response("This was not found.");\n',
    "extensions/block/src/g.tsx": 'export const G = () => <s-button label="Undo" />;\n',
    "app/routes/h.tsx": 'export const H = () => <p title={t("x")}>{t("y")} · Lossbook {"{}"}</p>;\n',
    "app/use-cases/i.ts": 'if (!known) throw new Error("Nobody knows this one");\n',
  },
  nothingIsDead: {
    "app/domain/forgotten.ts": "export {};\n",
    "app/domain/only-tested.ts": "export {};\n",
    "app/domain/only-tested.test.ts": 'import "./only-tested.ts";\n',
    "tests/support/forgotten.ts": "export {};\n",
  },
};

/** How many findings the broken house must give, where it is not one for each changed file. */
const counts: Record<string, number> = {
  lockFileNamesNoRegistry: 3,
  everyWebhookHasItsRoute: 2,
  nothingIsDead: 3,
  sentencesStandInLocales: 7,
};

const treeOf = (files: Record<string, string>): Tree => new Map(Object.entries(files));
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const real = readTree(dirname(import.meta.dirname));

describe("this house", () => {
  test.each(Object.keys(rules).map((name) => [inWords(name), name]))(
    "%s",
    (_words, name) => {
      expect(rules[name]?.(real)).toEqual([]);
      // One of them reads all pages as code.
    },
    30_000,
  );
});

describe("the rules themselves", () => {
  test.each(Object.keys(rules).map((name) => [inWords(name), name]))(
    "%s: find what is wrong and nothing else",
    (_words, name) => {
      const files = broken[name] ?? {};
      expect(rules[name]?.(treeOf(tidyHouse))).toEqual([]);
      const findings = rules[name]?.(treeOf({ ...tidyHouse, ...files })) ?? [];
      expect(findings).toHaveLength(counts[name] ?? Object.keys(files).length);
    },
  );
});
