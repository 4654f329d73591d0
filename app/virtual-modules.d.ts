declare module "virtual:language-files" {
  /** The address of each language's sentences, as browsers load them. */
  const files: Record<string, string>;
  export default files;
}

declare module "virtual:remix/server-build" {
  import type { ServerBuild } from "@remix-run/node";

  const build: ServerBuild;
  export = build;
}
