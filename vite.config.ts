import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import type {} from "@remix-run/node";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/**
 * What pages are rendered with becomes part of the server's bundle: of Polaris alone that loads a third, and
 * of React and its like the text of one build instead of two. Decision 43 has the figures.
 */
const RENDERING = [
  /^@shopify\/(polaris|polaris-icons|polaris-tokens|app-bridge-react|shopify-app-remix)(\/|$)/,
  /^@remix-run\/(express|node|react|router|server-runtime)(\/|$)/,
  /^@?(react|babel\/runtime|dom-helpers|scheduler|use-sync-external-store)(-[a-z0-9-]+)?(\/|$)/,
  /^(decimal\.js|html-parse-stringify|i18next|object-assign|prop-types|turbo-stream|void-elements|zod)(\/|$)/,
  /^@prisma\/client(\/|$)/,
];

const CARRIED = new Set(["undici", "@remix-run/web-fetch"]);

/**
 * The server's bundle begins at our own server, which asks for the routes, so that both share one of
 * everything.
 */
const ourServer: Plugin = {
  name: "lossbook-server-entry",
  enforce: "post",
  config: (_config, { isSsrBuild }) => {
    if (!isSsrBuild) return undefined;
    const output = {
      // Every chunk beside the entry: the code finds its neighbours, such as the pages' files, from where it
      // lies.
      chunkFileNames: "[name]-[hash].js",
      manualChunks: packageOf,
      // Errors are told by their places alone; the sources would stay in memory.
      sourcemapExcludeSources: true,
    };
    return {
      define: { "process.env.NODE_ENV": '"production"' },
      // One letter beyond Latin makes V8 keep a whole file in twice the space. Names stay for who reads
      // errors.
      esbuild: { charset: "ascii", legalComments: "none", minifyIdentifiers: false },
      ssr: { noExternal: RENDERING },
      build: { sourcemap: true, minify: "esbuild", rollupOptions: { input: "app/server.ts", output } },
    };
  },
};

/**
 * Remix carries a fetch of its own twice, for a Node that had none: sources of a megabyte and a parser in
 * WebAssembly that nobody calls.
 */
const nodesFetch: Plugin = {
  name: "lossbook-nodes-fetch",
  enforce: "pre",
  config: (_config, { isSsrBuild }) => (isSsrBuild ? { ssr: { noExternal: [...CARRIED] } } : undefined),
  resolveId: (id) => (CARRIED.has(id) ? "\0nodes-fetch" : undefined),
  load: (id) =>
    id === "\0nodes-fetch"
      ? "export const { Blob, fetch, File, FormData, Headers, Request, Response } = globalThis;"
      : undefined,
};

/**
 * Where a route's code cannot be fetched the router would reload the frame at once: into the browser's own
 * error while the app is stopped, and else at an address that names no shop.
 */
const pagesComeBack: Plugin = {
  name: "lossbook-pages-come-back",
  transform(code, id) {
    if (!id.endsWith("@remix-run/react/dist/esm/routeModules.js")) return undefined;
    const reload = "window.location.reload();";
    if (!code.includes(reload)) throw new Error("Remix's routeModules.js reloads in another way by now.");
    const standIn = "return (routeModulesCache[route.id] = window.lossbookWithoutCode);";
    // A word in a line: the places in its map stay nearly true.
    return { code: code.replace(reload, standIn), map: null };
  },
};

/** A file a package: what was parsed for a large one is given back before the next is read. */
function packageOf(id: string): string | undefined {
  const [, path] = /.*node_modules\/(.*)$/.exec(id) ?? [];
  if (!path) return undefined;
  const [first = "", second = ""] = path.split("/");
  return first.startsWith("@") ? `${first.slice(1)}-${second}` : first;
}

const LANGUAGE_FILES = "virtual:language-files";
const CLIENT_MANIFEST = join(import.meta.dirname, "build/client/.vite/manifest.json");

/**
 * Which file the browsers' build made of each language: the server's build comes second and knows, so that a
 * page can ask for its language along with its code and not after it.
 */
const languageFiles: Plugin = {
  name: "lossbook-language-files",
  resolveId: (id) => (id === LANGUAGE_FILES ? `\0${LANGUAGE_FILES}` : undefined),
  load(id) {
    if (id !== `\0${LANGUAGE_FILES}`) return undefined;
    const made: Record<string, { file: string }> = existsSync(CLIENT_MANIFEST)
      ? JSON.parse(readFileSync(CLIENT_MANIFEST, "utf8"))
      : {};
    const files = Object.entries(made).flatMap(([source, { file }]) => {
      const [, language] = /^app\/locales\/([a-z]+)\.ts$/.exec(source) ?? [];
      return language ? [[language, `/${file}`]] : [];
    });
    return `export default ${JSON.stringify(Object.fromEntries(files))};`;
  },
};

/** A door without a page leaves the browser nothing to load; a library speaks of annotations in a comment. */
const EXPECTED = new Set(["EMPTY_BUNDLE", "INVALID_ANNOTATION"]);

export default defineConfig({
  plugins: [
    languageFiles,
    remix({
      ignoredRouteFiles: ["**/*.test.*"],
      serverBuildFile: "web.js",
      future: {
        v3_fetcherPersist: true,
        // The router would ask the app for its map in the middle of reading a page again, and fail with it.
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: false,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    ourServer,
    nodesFetch,
    pagesComeBack,
  ],
  build: {
    assetsInlineLimit: 0,
    target: "es2022",
    rollupOptions: {
      onwarn: (warning, warn) => (EXPECTED.has(warning.code ?? "") ? undefined : warn(warning)),
    },
  },
});
