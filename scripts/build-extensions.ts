import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const root = dirname(import.meta.dirname);
const limitMs = 120_000;
/** Shopify refuses to deploy a larger one. */
const compressedBytesMax = 64 * 1024;

export type BuiltExtension = { handle: string; file: string; bytes: number; compressedBytes: number };

/**
 * Builds every extension with Shopify's own CLI, so that the demo runs the very bundle a deploy would send.
 */
export async function buildExtensions(folder = root): Promise<BuiltExtension[]> {
  const startedMs = Date.now();
  const said = await runCli(folder);
  return extensionHandles(folder).map((handle) => {
    const file = join(folder, "extensions", handle, "dist", `${handle}.js`);
    // The CLI may fail after a good build, when its daily look for a newer version finds no network.
    if (!isNewer(file, startedMs))
      throw new Error(`The extension ${handle} was not built. The CLI said:\n${said}`);
    return weighed(handle, file);
  });
}

/** An extension's folder is named like its handle. */
function extensionHandles(folder: string): string[] {
  const extensions = join(folder, "extensions");
  return readdirSync(extensions).filter((name) =>
    existsSync(join(extensions, name, "shopify.extension.toml")),
  );
}

/** File systems may keep whole seconds only. */
function isNewer(file: string, thanMs: number): boolean {
  return existsSync(file) && statSync(file).mtimeMs >= thanMs - 1000;
}

function weighed(handle: string, file: string): BuiltExtension {
  const compressedBytes = gzipSync(readFileSync(file)).length;
  if (compressedBytes > compressedBytesMax) {
    throw new Error(`The extension ${handle} has ${compressedBytes} bytes compressed; Shopify takes 65536.`);
  }
  return { handle, file, bytes: statSync(file).size, compressedBytes };
}

function runCli(folder: string): Promise<string> {
  const home = cliHome();
  const cli = createRequire(import.meta.url).resolve("@shopify/cli/package.json");
  const run = join(dirname(cli), "bin", "run.js");
  const child = spawn(
    process.execPath,
    [run, "app", "build", "--skip-dependencies-installation", "--path", folder],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        CI: "1",
        HOME: home,
        XDG_CONFIG_HOME: join(home, ".config"),
        SHOPIFY_CLI_NO_ANALYTICS: "1",
        NO_COLOR: "1",
      },
    },
  );
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

/**
 * A home of its own: a build must neither read nor change the person's Shopify login. The CLI asks the
 * registry once a day for its newest version; the answer is laid there beforehand, so a build needs no
 * network.
 */
function cliHome(): string {
  const home = join(root, ".cache", "shopify-cli");
  const version = createRequire(import.meta.url)("@shopify/cli/package.json").version as string;
  const known = { cache: { "npm-package-@shopify/cli": { value: version, timestamp: Date.now() } } };
  for (const place of [join(home, ".config"), join(home, "Library", "Preferences")]) {
    const folder = join(place, "shopify-cli-kit-nodejs");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "config.json"), JSON.stringify(known));
  }
  return home;
}

if (import.meta.main) {
  for (const built of await buildExtensions()) {
    process.stdout.write(`${built.handle}: ${built.bytes} bytes, ${built.compressedBytes} compressed\n`);
  }
}
