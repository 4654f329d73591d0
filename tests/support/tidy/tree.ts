import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** What the rules look at: the text of every file of the project by its path, real or made up. */
export type Tree = ReadonlyMap<string, string>;

/** One broken rule, as a person reads it. */
export type Finding = string;
export type Rule = (tree: Tree) => Finding[];

export type Import = { from: string; to: string; line: number; typeOnly: boolean };

const passedOver = new Set(["node_modules", "generated", "dist", "build", "public", "test-results"]);
const read = /(\.(tsx?|m?js|jsonc?|toml|prisma|sql|css|md|ya?ml)|\/run|Dockerfile|\.npmrc)$/;
const code = /\.(tsx?|mjs)$/;
const importing = new RegExp(
  [
    /(?:^|\n)[ \t]*(?:import|export)\s+(type\s+)?(?:[^"'`;]*?\sfrom\s+)?"([^"]+)"/,
    /\bimport\(\s*"([^"]+)"\s*\)/,
    /new URL\("(\.[^"]+)", import\.meta\.url\)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

export function readTree(root: string): Tree {
  const tree = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      const isHidden = entry.name.startsWith(".") && ![".ci", ".npmrc", ".env.example"].includes(entry.name);
      if (isHidden || passedOver.has(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (read.test(`/${path}`)) tree.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  walk(".");
  return tree;
}

export function isCode(path: string): boolean {
  return code.test(path) && !path.endsWith(".d.ts");
}

export function isTest(path: string): boolean {
  return /\.(test|spec|bench)\.tsx?$/.test(path);
}

export function below(tree: Tree, ...folders: string[]): [string, string][] {
  return [...tree].filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`)));
}

/** The first folder below app/; a file directly in app/ lives in no room. */
export function roomOf(path: string): string | undefined {
  return /^app\/([^/]+)\//.exec(path)?.[1];
}

export function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(importing)].map((match) => ({
    from: path,
    to: resolved(path, match[2] ?? match[3] ?? match[4] ?? ""),
    line: text.slice(0, match.index).split("\n").length + (match[0].startsWith("\n") ? 1 : 0),
    typeOnly: match[1] !== undefined,
  }));
}

/** A path of the project, or the name of a package behind "npm:". */
function resolved(path: string, specifier: string): string {
  const [bare = specifier] = specifier.split("?");
  if (bare.startsWith("#")) return bare.slice(1);
  return bare.startsWith(".") ? posix.join(dirname(path), bare) : `npm:${bare}`;
}

/** The code without its comments and without what stands between quotes; lines keep their numbers. */
export function bareCode(text: string): string {
  const blank = (found: string) => found.replace(/[^\n]/g, " ");
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, blank);
}

export function findingsOf(tree: Iterable<[string, string]>, pattern: RegExp, what: string): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    bareCode(text)
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${what}`] : [])),
  );
}
