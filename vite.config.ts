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
 * The server's bundle begins at our own server, which asks for the routes, so that both share one of
 * everything.
 */
const ourServer: Plugin = {
  name: "lossbook-server-entry",
  enforce: "post",
  config: (_config, { isSsrBuild }) => {
    if (!isSsrBuild) return undefined;
    // Every chunk beside the entry: the code finds its neighbours, such as the pages' files, from where it
    // lies.
    const output = { chunkFileNames: "[name]-[hash].js" };
    return { build: { sourcemap: true, rollupOptions: { input: "app/server.ts", output } } };
  },
};

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
  ],
  build: {
    assetsInlineLimit: 0,
    target: "es2022",
    rollupOptions: {
      // A door without a page leaves the browser nothing to load.
      onwarn: (warning, warn) => (warning.code === "EMPTY_BUNDLE" ? undefined : warn(warning)),
    },
  },
});
