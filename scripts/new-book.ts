import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BookName, bookFiles } from "./new-book-files.ts";
import { checkout } from "./postgres-home.ts";

const [wanted = ""] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(wanted)) {
  process.stderr.write("Usage: npm run new-book <name>, in small letters: npm run new-book zoho-books\n");
  process.exit(1);
}
const name = nameOf(wanted);
const files = bookFiles(name);
const there = Object.keys(files).filter((path) => existsSync(join(checkout, path)));
if (there.length > 0) {
  process.stderr.write(`${name.title} has begun already: ${there.join(", ")}\n`);
  process.exit(1);
}

// All places are found before anything is written: half a book would be worse than none.
const changed = new Map(Object.entries(places()).map(([path, change]) => [path, changedText(path, change)]));
for (const [path, text] of [...Object.entries(files), ...changed]) {
  const file = join(checkout, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`  ${path}\n`);
}
process.stdout.write(`
${name.title} compiles and does nothing yet. What it has to do, test by test:

  npx vitest run --project contract tests/contract/${name.kind}.test.ts

docs/accounting-adapters.md says in which order this is best done.
`);

type Change = { before: string | RegExp; insert: string }[];

/** Where a kind of book is named outside its own folders: the port, the registry and the environment. */
function places(): Record<string, Change> {
  const { kind, camel, pascal, upper, title } = name;
  return {
    "app/ports/book.ts": [{ before: /(?<=export type BookKind =[^;]*);/, insert: ` | "${kind}"` }],
    "app/adapters/accounting/registry.ts": [
      {
        before: "\n/** What the environment says",
        insert:
          `import type { ${pascal}Settings } from "./${kind}/config.ts";\n` +
          `import { create${pascal} } from "./${kind}/index.ts";\n`,
      },
      {
        before: /(?<=export type BookSettings = \{[^}]*)\};/,
        insert: `  ${camel}: ${pascal}Settings | null;\n`,
      },
      { before: " }: BookSettings)", insert: `, ${camel}` },
      {
        before: "  ];\n  return new Map",
        insert: `    ${camel} && create${pascal}({ settings: ${camel} }),\n`,
      },
    ],
    "app/env.server.ts": [
      {
        before: /(?<=export type Env = Readonly<\{[^}]*)\}>;/,
        insert: `  /** Null: ${title} is offered to nobody. */\n  ${camel}: ${pascal}Env | null;\n`,
      },
      {
        before: "\nconst APP_ROLE",
        insert: `
export type ${pascal}Env = Readonly<{
  clientId: string;
  clientSecret: string;
  emulatorUrl: string | undefined;
}>;
`,
      },
      { before: /(?<=const books = \[[^\]]*)\];/, insert: `, "${upper}"` },
      {
        before: "  MIGRATE_ON_START: z",
        insert: [
          "CLIENT_ID: z.string().optional()",
          "CLIENT_SECRET: z.string().optional()",
          "EMULATOR_URL: web.optional()",
        ]
          .map((line) => `  ${upper}_${line},\n`)
          .join(""),
      },
      {
        before: /(?<=tokenKeys: Object\.freeze\([\s\S]*?) {2}\}\);\n\}/,
        insert: `    ${camel}: ${camel}Of(data),\n`,
      },
      {
        before: "/** Half of what signing in",
        insert: `function ${camel}Of(data: z.output<typeof shape>): ${pascal}Env | null {
  const { ${upper}_CLIENT_ID: clientId, ${upper}_CLIENT_SECRET: clientSecret } = data;
  if (!clientId || !clientSecret) return null;
  const emulatorUrl = data.${upper}_EMULATOR_URL?.replace(/\\/$/, "");
  return Object.freeze({ clientId, clientSecret, emulatorUrl });
}

`,
      },
    ],
    ".env.example": [
      {
        before: "# The port of the web server.",
        insert: `# From your app in ${title}'s developer portal. Empty: ${title} is not offered.
${upper}_CLIENT_ID=
${upper}_CLIENT_SECRET=
# Like SHOPIFY_EMULATOR_URL below: an emulated ${title}.
${upper}_EMULATOR_URL=

`,
      },
    ],
  };
}

function changedText(path: string, changes: Change): string {
  return changes.reduce(
    (text, { before, insert }) => {
      const at = typeof before === "string" ? text.indexOf(before) : text.search(before);
      if (at < 0) throw new Error(`${path} has no place for a new book any more: ${before}`);
      return text.slice(0, at) + insert + text.slice(at);
    },
    readFileSync(join(checkout, path), "utf8"),
  );
}

function nameOf(kind: string): BookName {
  const words = kind.split("-");
  const pascal = words.map(capital).join("");
  return {
    kind,
    pascal,
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    upper: kind.toUpperCase().replaceAll("-", "_"),
    title: words.map(capital).join(" "),
  };
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
