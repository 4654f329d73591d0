import { below, type Finding, isCode, isTest, type Rule, roomOf, type Tree } from "./tree.ts";

const COLUMNS_MAX = 110;

const roomLines: Record<string, number> = {
  domain: 200,
  ports: 200,
  http: 200,
  exports: 200,
  "use-cases": 180,
  queries: 180,
  worker: 180,
  db: 260,
  adapters: 260,
  routes: 220,
  components: 220,
};

function linesMax(path: string): number {
  if (isTest(path)) return 500;
  if (path.startsWith("app/")) return roomLines[roomOf(path) ?? ""] ?? 220;
  if (path.startsWith("tests/emulators/")) return 400;
  if (path.startsWith("extensions/")) return 220;
  return path.startsWith("prisma/") ? 400 : 300;
}

export const filesAreSmall: Rule = (tree) =>
  [...tree]
    .filter(([path]) => isCode(path))
    .flatMap(([path, text]) => {
      const lines = text.trimEnd().split("\n").length;
      return lines > linesMax(path) ? [`${path} has ${lines} lines; ${linesMax(path)} is the most`] : [];
    });

/** A long string, a long pattern, a word to the linter. */
const unbreakable = [
  /"[^"]{60,}"|'[^']{60,}'|`[^`]{60,}`/,
  /^\s*\/[^/*\s].{60,}\/[a-z]*[;,]?$/,
  /biome-ignore/,
];

export const linesAreNarrow: Rule = (tree) =>
  [...tree]
    .filter(([path]) => isCode(path) || path.endsWith(".css"))
    .flatMap(([path, text]) =>
      text.split("\n").flatMap((line, at) => {
        const isWhole = unbreakable.some((pattern) => pattern.test(line));
        const width = [...line].length;
        return width > COLUMNS_MAX && !isWhole ? [`${path}:${at + 1} is ${width} columns wide`] : [];
      }),
    );

const nameOfFile = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const nameOfRoute = /^[a-z0-9_$.-]+$/i;
const nothingSaid = /^(utils?|helpers?|services?|managers?|common|misc|lib)$|-(utils?|helpers?|manager)$/;

export const namesSayWhatIsInside: Rule = (tree) =>
  [...tree.keys()]
    .filter((path) => /^(app|extensions|scripts|tests|prisma\/scenarios)\//.test(path))
    .flatMap((path) =>
      path
        .split("/")
        .slice(1)
        .flatMap((part): Finding[] => {
          const [stem = part, ending] = part.split(".");
          if (ending === "md") return [];
          if (ending !== "json" && nothingSaid.test(stem)) return [`${path}: "${stem}" says nothing`];
          const isName = path.startsWith("app/routes/") ? nameOfRoute : nameOfFile;
          return isName.test(part) ? [] : [`${path}: "${part}" is not in kebab-case`];
        }),
    );

export const httpHasThreeFiles: Rule = (tree) =>
  below(tree, "app/http")
    .filter(([path]) => !/^app\/http\/(parse-body|respond|problems)(\.test)?\.tsx?$/.test(path))
    .map(([path]) => `${path}: what doors share is parse-body, respond and problems, and no fourth`);

export const routesHoldNoTests: Rule = (tree) =>
  below(tree, "app/routes")
    .filter(([path]) => isTest(path))
    .map(([path]) => `${path}: a file among the routes is a door`);

const bookFiles = ["index", "config", "auth", "client", "translate", "errors", "capabilities"];
/** What all books share: which there are, a shop's own, its tokens, its pace, and how a call is judged. */
const besideBooks = ["registry", "books", "book-tokens", "pace", "calls"];

export const booksLookAlike: Rule = (tree) =>
  below(tree, "app/adapters/accounting").flatMap(([path]) => {
    const [, file] = /^app\/adapters\/accounting\/[^/]+\/(.+)$/.exec(path) ?? [];
    if (file === undefined)
      return besideBooks.some((name) => path.endsWith(`/${name}.ts`))
        ? []
        : [`${path}: beside the books stand ${besideBooks.join(", ")} and nothing else`];
    const [stem = file] = file.split(".");
    return bookFiles.includes(stem) ? [] : [`${path}: a book's files are ${bookFiles.join(", ")}`];
  });

export const nothingIsPutOff: Rule = (tree) =>
  [...tree]
    .filter(([path]) => (isCode(path) && !path.includes("/tidy")) || path.endsWith(".sql"))
    .flatMap(([path, text]) =>
      text
        .split("\n")
        .flatMap((line, at) =>
          /\b(TODO|FIXME|XXX)\b/.test(line) ? [`${path}:${at + 1} puts off work`] : [],
        ),
    );

export const lockFileNamesNoRegistry: Rule = (tree) => {
  const lock = tree.get("package-lock.json") ?? "";
  const resolved = /"resolved":/.test(lock) ? ['package-lock.json has "resolved" addresses'] : [];
  const hosts = ["package-lock.json", ".npmrc"].filter((path) =>
    /https?:\/\/[^"\s]*(registry|npm\.)/.test(tree.get(path) ?? ""),
  );
  return [...resolved, ...hosts.map((path) => `${path} names a registry's address`)];
};

export const oneApiVersion: Rule = (tree) => {
  const code = /"(\d{4}-\d{2})"/.exec(tree.get("app/api-version.ts") ?? "")?.[1];
  const toml = /\[webhooks\][^[]*?api_version\s*=\s*"([^"]+)"/.exec(tree.get("shopify.app.toml") ?? "")?.[1];
  return code !== undefined && code === toml
    ? []
    : [`app/api-version.ts says ${code}, shopify.app.toml says ${toml}`];
};

/** Each subscription's address has its route, and the code behind the routes knows each topic by name. */
export const everyWebhookHasItsRoute: Rule = (tree) => {
  const toml = tree.get("shopify.app.toml") ?? "";
  const subscriptions = [
    ...toml.matchAll(/\[\[webhooks\.subscriptions\]\]([^[]*(?:\[[^[\]]*\][^[]*)*)/g),
  ].map(([, body = ""]) => ({
    topics: [...(/topics\s*=\s*\[([^\]]*)\]/.exec(body)?.[1]?.matchAll(/"([^"]+)"/g) ?? [])].map(
      ([, topic = ""]) => topic,
    ),
    uri: /uri\s*=\s*"([^"]+)"/.exec(body)?.[1] ?? "",
  }));
  if (subscriptions.length === 0) return ["shopify.app.toml subscribes to no webhook"];
  return subscriptions.flatMap(({ topics, uri }) => {
    const route = `app/routes/${uri.slice(1).replaceAll("/", ".")}`;
    const files = [`${route}.ts`, `${route}/route.ts`].filter((path) => tree.has(path));
    if (files.length === 0) return [`${uri} of shopify.app.toml has no route`];
    return topics
      .filter((topic) => !knows(tree, topic))
      .map((topic) => `${topic} is subscribed to and nobody handles it`);
  });
};

function knows(tree: Tree, topic: string): boolean {
  const names = [`"${topic}"`, topic.toUpperCase().replaceAll("/", "_")];
  return below(tree, "app").some(
    ([path, text]) => !isTest(path) && names.some((name) => text.includes(name)),
  );
}
