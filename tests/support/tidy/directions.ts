import { posix } from "node:path";
import {
  below,
  type Finding,
  findingsOf,
  importsOf,
  isCode,
  isTest,
  type Rule,
  roomOf,
  type Tree,
} from "./tree.ts";

/** Which rooms a room may import; "type" after a name means that only types may come through the doorway. */
const doorways: Record<string, string[]> = {
  domain: [],
  ports: ["domain"],
  exports: ["domain"],
  locales: [],
  db: ["domain", "ports type"],
  queries: ["domain", "db", "ports type", "use-cases type"],
  // Tokens are kept by whoever exchanges them, and the words of a new shop's reasons are a person's to read.
  adapters: ["domain", "ports", "db"],
  "use-cases": ["domain", "db", "ports", "locales"],
  worker: ["domain", "use-cases", "db", "ports"],
  http: ["domain", "ports", "locales"],
  components: ["domain", "queries type", "use-cases type", "http", "locales"],
  routes: ["domain", "use-cases", "queries", "exports", "http", "components", "locales"],
};

/**
 * The files in no room that a room may see. What is missing here is seen by routes and by each other alone.
 */
const open: Record<string, string[]> = {
  "app/api-version.ts": ["adapters"],
  // A letter is worded where it is made, like everything a vendor's protocol carries.
  "app/i18n.ts": ["http", "components", "adapters"],
  "app/log.server.ts": ["http", "worker"],
  "app/context.server.ts": ["worker"],
  "app/db.server.ts": ["worker"],
  "app/env.server.ts": ["worker"],
  "app/shopify.server.ts": ["worker"],
};

function appImports(tree: Tree) {
  return below(tree, "app")
    .filter(([path]) => isCode(path) && !isTest(path))
    .flatMap(([path, text]) => importsOf(path, text));
}

export const roomsKeepTheirDirections: Rule = (tree) =>
  appImports(tree).flatMap(({ from, to, line, typeOnly }) => {
    const [here, there] = [roomOf(from), roomOf(to)];
    if (here === undefined || !to.startsWith("app/") || here === there) return [];
    const wanted = there ?? to;
    const may = there
      ? (doorways[here] ?? []).some((door) => door === there || (door === `${there} type` && typeOnly))
      : here === "routes" || open[to]?.includes(here) === true;
    const kind = typeOnly ? "types of " : "";
    return may ? [] : [`${from}:${line} ${here} may not import ${kind}${wanted}`];
  });

export const everyRoomIsKnown: Rule = (tree) => {
  const rooms = new Set([...tree.keys()].map(roomOf).filter((room) => room !== undefined));
  return [...rooms]
    .filter((room) => !(room in doorways))
    .map((room) => `app/${room} is no room of this house`);
};

export const onlyTheCompositionRootSeesPortsAndAdapters: Rule = (tree) => {
  const seen = Map.groupBy(appImports(tree), ({ from }) => from);
  return [...seen].flatMap(([path, imports]) => {
    const rooms = new Set(imports.map(({ to }) => roomOf(to)));
    const isRoot = path === "app/context.server.ts" || roomOf(path) === "adapters";
    return rooms.has("ports") && rooms.has("adapters") && !isRoot
      ? [`${path} sees ports and adapters together`]
      : [];
  });
};

export const doorwaysAreMarked: Rule = (tree) =>
  below(tree, "app")
    .filter(([path]) => isCode(path) && roomOf(path) !== undefined)
    .flatMap(([path, text]) =>
      [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)].flatMap((match): Finding[] => {
        const specifier = match[1] ?? match[2] ?? "";
        const isRelative = specifier.startsWith(".");
        if (!isRelative && !specifier.startsWith("#app/")) return [];
        const to = isRelative ? posix.join(posix.dirname(path), specifier) : specifier.slice(1);
        const isSameRoom = roomOf(to) === roomOf(path);
        if (isRelative && !isSameRoom) return [`${path} leaves its room by a relative path: ${specifier}`];
        if (!isRelative && isSameRoom) return [`${path} goes out to come in again: ${specifier}`];
        return [];
      }),
    );

export const importsNameTheirFile: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    isCode(path)
      ? importsOf(path, text)
          .filter(({ to }) => /^(app|tests|scripts|extensions|prisma|\.)\//.test(to) && !/\.[a-z]+$/.test(to))
          .map(({ line, to }) => `${path}:${line} imports ${to} without its file extension`)
      : [],
  );

export const productNeverImportsTests: Rule = (tree) =>
  below(tree, "app", "extensions").flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ to }) => !isTest(path) && !path.includes("/tests/") && /^(tests|scripts)\//.test(to))
      .map(({ line, to }) => `${path}:${line} imports ${to}, which is no part of the product`),
  );

export const onlyEnvReadsTheEnvironment: Rule = (tree) =>
  findingsOf(
    below(tree, "app", "extensions").filter(
      ([path]) => isCode(path) && !/^app\/env\.server\.(test\.)?ts$/.test(path),
    ),
    /\bprocess\.env\b|\bimport\.meta\.env\b/,
    "reads the environment; app/env.server.ts does that for everybody",
  );

export const domainIsPure: Rule = (tree) => {
  const pure = below(tree, "app/domain", "app/exports").filter(([path]) => isCode(path) && !isTest(path));
  const impure =
    /\bawait\b|\basync\b|\bPromise\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bfetch\(/;
  const outside = pure.flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ to }) => to.startsWith("npm:node:"))
      .map(({ line, to }) => `${path}:${line} imports ${to.slice(4)}; the domain knows no machine`),
  );
  return [
    ...findingsOf(pure, impure, "waits, or asks the clock or the dice; the domain is pure"),
    ...outside,
  ];
};

/** The queue's runner and its pool belong to the worker. */
const databasePackages: Record<string, string[]> = {
  "npm:pg": ["db", "queries", "worker"],
  "npm:graphile-worker": ["db", "worker"],
};

export const sqlLivesInDbAndQueries: Rule = (tree) =>
  below(tree, "app")
    .filter(([path]) => isCode(path) && !isTest(path))
    .flatMap(([path, text]) => {
      const room = roomOf(path) ?? "";
      const isHome = room === "db" || room === "queries";
      const imported = importsOf(path, text).filter(({ to }) => {
        const rooms = databasePackages[to];
        if (rooms) return !rooms.includes(room);
        return !isHome && /^(npm:@prisma\/|app\/db\/generated\/)/.test(to);
      });
      const raw = isHome ? [] : findingsOf([[path, text]], /\$(queryRaw|executeRaw)/, "speaks SQL");
      return [...imported.map(({ line, to }) => `${path}:${line} imports ${to}`), ...raw].map(
        (finding) => `${finding}; Prisma and SQL live in app/db and app/queries`,
      );
    });

export const onlyAdaptersCallOut: Rule = (tree) =>
  findingsOf(
    below(tree, "app").filter(([path]) => isCode(path) && !isTest(path) && roomOf(path) !== "adapters"),
    /(?<![.\w])fetch\(|\bXMLHttpRequest\b|\bglobalThis\.fetch\b/,
    "calls out; only adapters and extensions do",
  );
