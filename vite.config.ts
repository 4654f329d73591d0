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

export default defineConfig({
  plugins: [
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
