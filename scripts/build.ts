import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { alone } from "./alone.mjs";
import { buildExtensions } from "./build-extensions.ts";
import { checkout } from "./postgres-home.ts";
import { filesBelow, runNode } from "./programs.ts";

type Wish = { force?: boolean; only?: string[]; say?: (line: string) => void };
type Part = { name: string; sources: string[]; made: string[]; make(): Promise<void> };

const everywhere = ["package-lock.json", "package.json", "tsconfig.json", "scripts/bundle.ts"];

/** What is deployed: the web server with its pages, the worker, and the extensions as Shopify gets them. */
const parts: Part[] = [
  {
    name: "web",
    sources: [
      "app",
      "public",
      "prisma/schema.prisma",
      "vite.config.ts",
      "scripts/bundle-verifier.ts",
      ...everywhere,
    ],
    made: ["build/web/web.js", "build/client"],
    make: () => bundle("web"),
  },
  {
    name: "worker",
    sources: ["app", "prisma/schema.prisma", ...everywhere],
    made: ["build/worker/worker.js"],
    make: () => bundle("worker"),
  },
  {
    name: "extensions",
    sources: ["extensions", "shopify.app.toml", "scripts/build-extensions.ts", ...everywhere],
    made: filesBelow("extensions")
      .filter((file) => file.endsWith("shopify.extension.toml"))
      .map((file) => join(dirname(file), "dist")),
    make: async () => void (await buildExtensions()),
  },
];

/** Builds the parts whose sources changed since they were last built, or all of them. */
export function build(wish: Wish = {}): Promise<void> {
  return alone("build", () => buildParts(wish));
}

async function buildParts({ force = false, only = [], say = () => {} }: Wish): Promise<void> {
  const unknown = only.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new Error(`There is no part called ${unknown.join(" or ")}.`);
  for (const part of parts) {
    if (only.length > 0 && !only.includes(part.name)) continue;
    const stamp = join(checkout, "build", `${part.name}.made-from`);
    const from = fingerprint(part.sources);
    const standing = part.made.every((file) => existsSync(join(checkout, file)));
    if (!force && standing && existsSync(stamp) && readFileSync(stamp, "utf8") === from) continue;
    const started = Date.now();
    rmSync(stamp, { force: true });
    await part.make();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, from);
    say(`Built ${part.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

/**
 * In a process of its own: which React is bundled follows its environment, and a test's must not decide that.
 */
async function bundle(part: "web" | "worker"): Promise<void> {
  const code = await runNode([join(checkout, "scripts", "bundle.ts"), part], { NODE_ENV: "production" });
  if (code !== 0) throw new Error(`The ${part} part could not be built; the reason stands above.`);
}

function fingerprint(sources: string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of sources.flatMap((source) => filesBelow(source))) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(checkout, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

if (import.meta.main) {
  const only = process.argv.slice(2);
  await build({ force: true, only, say: (line) => void process.stdout.write(`${line}\n`) });
}
