import { existsSync, readFileSync } from "node:fs";

export type AppToml = { scopes: string[] | null; apiVersion: string | null; subscriptions: Subscription[] };
export type Subscription = { topics: string[]; uri: string };

/** The few keys of shopify.app.toml that Shopify would act on when the app is deployed. */
export function readAppToml(path: string | URL): AppToml | null {
  return existsSync(path) ? parseAppToml(readFileSync(path, "utf8")) : null;
}

export function parseAppToml(text: string): AppToml {
  const result: AppToml = { scopes: null, apiVersion: null, subscriptions: [] };
  for (const { name, body } of sectionsOf(text)) {
    if (name === "[access_scopes]")
      result.scopes =
        textOf(body, "scopes")
          ?.split(/\s*,\s*/)
          .filter(Boolean) ?? null;
    if (name === "[webhooks]") result.apiVersion = textOf(body, "api_version");
    if (name !== "[[webhooks.subscriptions]]") continue;
    const topics = [...listOf(body, "topics"), ...listOf(body, "compliance_topics")];
    const uri = textOf(body, "uri");
    if (uri && topics.length > 0) result.subscriptions.push({ topics, uri });
  }
  return result;
}

function sectionsOf(text: string): { name: string; body: string }[] {
  const sections = [{ name: "", body: "" }];
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^((?:[^"#]|"[^"]*")*)#.*$/, "$1").trim();
    if (/^\[{1,2}[\w.]+\]{1,2}$/.test(line)) sections.push({ name: line, body: "" });
    else (sections.at(-1) as { body: string }).body += `${line}\n`;
  }
  return sections;
}

function textOf(body: string, key: string): string | null {
  return new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, "m").exec(body)?.[1] ?? null;
}

function listOf(body: string, key: string): string[] {
  const list = new RegExp(`^${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(body)?.[1] ?? "";
  return [...list.matchAll(/"([^"]+)"/g)].map((found) => found[1] as string);
}
