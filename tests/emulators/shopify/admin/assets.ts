import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const folder = join(import.meta.dirname, "browser");

const scripts = {
  "admin.js": "host/admin.ts",
  "extension-sandbox.js": "sandbox/sandbox.ts",
  "app-bridge.js": "app-bridge/app-bridge.ts",
} as const;
export type ScriptName = keyof typeof scripts;

const bundled = new Map<ScriptName, Promise<string>>();

export function isScript(name: string): name is ScriptName {
  return name in scripts;
}

/** One plain script from the browser's modules, made when it is first asked for. */
export function script(name: ScriptName): Promise<string> {
  const known = bundled.get(name);
  if (known) return known;
  const made = bundle(name);
  bundled.set(name, made);
  return made;
}

export function style(): string {
  const files = readdirSync(join(folder, "style")).sort();
  return files.map((file) => readFileSync(join(folder, "style", file), "utf8")).join("\n");
}

async function bundle(name: ScriptName): Promise<string> {
  const built = await build({
    entryPoints: [join(folder, scripts[name])],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
