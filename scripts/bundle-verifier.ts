import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { checkout } from "./postgres-home.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; }
  main { max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
  .drop { border: 2px dashed #888; border-radius: 8px; padding: 1rem; margin: 1rem 0; }
  textarea { width: 100%; box-sizing: border-box; font: 14px/1.5 monospace; }
  .tongue { text-align: end; margin: 0; }
  .help { margin: 0; font-size: .9rem; }
  label { font-weight: 600; }
  input[type=file] { display: block; }
  select, input[type=file] { min-height: 44px; font: inherit; }
  section { margin: 1rem 0; }
  .passed, .failed { border-inline-start: 6px solid #137a3f; padding: .1rem 1rem; }
  .failed { border-color: #b3261e; }
`;

/**
 * The verifier as one page and one script that need nothing else. The page may run its own script and load
 * nothing: its policy says so to the browser, and to whoever reads it.
 */
export async function bundleVerifier(folder: string): Promise<void> {
  const to = join(checkout, folder);
  mkdirSync(to, { recursive: true });
  const page = (await bundled("app/components/verifier/page.ts", "browser")).replaceAll(
    "</script",
    "<\\/script",
  );
  const hash = createHash("sha256").update(page).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; form-action 'none'`;
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>Lossbook verifier</title><style>${STYLE}</style>`,
  ];
  const body = `<body><main></main><script>${page}</script></body>`;
  const html = `<!doctype html><html lang="en"><head>${head.join("")}</head>${body}</html>\n`;
  writeFileSync(join(to, "verifier.html"), html);
  writeFileSync(join(to, "verify.mjs"), await bundled("app/components/verifier/command.ts", "node"));
}

async function bundled(entry: string, platform: "browser" | "node"): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: checkout,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform,
    format: platform === "node" ? "esm" : "iife",
    target: platform === "node" ? "node20" : "es2022",
    charset: "utf8",
    legalComments: "none",
  });
  return outputFiles[0]?.text ?? "";
}
