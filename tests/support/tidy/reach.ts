import { dirname, posix } from "node:path";
import { importsOf, isCode, isTest, type Rule, roomOf, type Tree } from "./tree.ts";

/** Where running begins: the framework's entries, doors, processes, scripts by name, and every test. */
function isEntry(path: string, tree: Tree): boolean {
  if (/^app\/(root\.tsx|entry\.(client|server)\.tsx|server\.ts|worker\/main\.ts)$/.test(path)) return true;
  if (roomOf(path) === "routes") return /^app\/routes\/([^/]+|[^/]+\/route)\.tsx?$/.test(path);
  if (/^extensions\/[^/]+\/tests\//.test(path) || path.endsWith(".d.ts")) return true;
  if (path.startsWith("extensions/"))
    return isNamedIn(tree, path.replace(/^(extensions\/[^/]+)\/.*/, "$1/shopify.extension.toml"), path);
  if (!path.includes("/")) return true;
  return isTest(path) || isNamedIn(tree, "package.json", path) || isNamedIn(tree, "vitest.config.ts", path);
}

function isNamedIn(tree: Tree, file: string, path: string): boolean {
  const text = tree.get(file) ?? "";
  const folder = file.includes("/") ? `${file.slice(0, file.lastIndexOf("/"))}/` : "";
  return text.includes(path.slice(folder.length));
}

/** A test keeps alive what stands among the tests, never a part of the product: that must serve somebody. */
export const nothingIsDead: Rule = (tree) => {
  const code = [...tree.keys()].filter((path) => isCode(path) || /^app\/.*\.(json|css)$/.test(path));
  const reached = new Set<string>();
  const reach = (path: string) => {
    if (reached.has(path) || !tree.has(path)) return;
    reached.add(path);
    const text = tree.get(path) ?? "";
    for (const { to } of importsOf(path, text)) reach(to);
    for (const named of namedFiles(path, text, code)) reach(named);
  };
  for (const path of code) if (isEntry(path, tree) && !isProductTest(path)) reach(path);
  const alive = new Set(reached);
  reached.clear();
  for (const path of code) if (isTest(path)) reach(path);
  return code
    .filter((path) => /^(app|extensions\/[^/]+\/src|scripts|tests|prisma\/scenarios)\//.test(path))
    .filter((path) => !alive.has(path) && !isTest(path) && !(isForTests(path) && reached.has(path)))
    .map((path) => `${path} serves nobody: nothing that runs reaches it`);
};

/** Bundlers and child processes are handed files by name, and a glob stands for many. */
function namedFiles(path: string, text: string, all: string[]): string[] {
  const names = [...text.matchAll(/"((?:[\w@$.*-]+\/)*[\w$.*-]+\.(?:tsx?|mjs|json|css))"/g)].map(
    ([, name = ""]) => name,
  );
  const globs = [...text.matchAll(/import\.meta\.glob[^(]*\(\s*"(\.[^"]+)"/g)].map(([, glob = ""]) =>
    posix.join(dirname(path), glob),
  );
  return all.filter(
    (file) =>
      names.some((name) => file === name || (file.endsWith(`/${name}`) && sharesTop(file, path))) ||
      globs.some((glob) => posix.matchesGlob(file, glob)),
  );
}

function sharesTop(one: string, other: string): boolean {
  return one.split("/")[0] === other.split("/")[0];
}

function isProductTest(path: string): boolean {
  return isTest(path) && (path.startsWith("app/") || path.startsWith("tests/"));
}

function isForTests(path: string): boolean {
  return /^(tests|prisma\/scenarios|scripts)\//.test(path);
}
