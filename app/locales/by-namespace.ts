/** "./en/home.json" says the sentences of "home". */
export function byNamespace(files: Record<string, Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path.replace(/^.*\/|\.json$/g, ""), content]),
  );
}
