import { type Call, type Handlers, talkOver } from "../rpc.ts";
import { ExtensionStorage } from "./extension-storage.ts";
import { freshIdToken, fromAdmin, pageFacts } from "./facts.ts";
import { goTo } from "./navigate.ts";
import { pickResources } from "./resource-picker.ts";

export type Built = {
  handle: string;
  title: string;
  targets: string[];
  translations: Record<string, unknown>;
};
export type Wish = { target: string; selected: string[] };

export async function builtExtensions(): Promise<Built[]> {
  return (await fromAdmin<{ extensions: Built[] }>("/extensions")).extensions;
}

/** A sandbox without cookies, storage or an origin; it is put on the page by whoever asks for it. */
export function sandboxFrame(title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "/_admin/extension-frame";
  return frame;
}

/** Runs the built extension in its frame and answers it through one port; `own` is what its place adds. */
export async function runIn(
  frame: HTMLIFrameElement,
  built: Built,
  { target, selected }: Wish,
  own: Handlers,
): Promise<void> {
  const { shop, appUrl, appBase } = pageFacts();
  const me = await fromAdmin<{ locale: string }>("/me");
  const channel = new MessageChannel();
  const storage = new ExtensionStorage(`extension:${shop}:${built.handle}:`);
  const call: Call = talkOver(channel.port1, {
    idToken: freshIdToken,
    query: (body: object) => fromAdmin("/graphql", body),
    storage: (action: Parameters<ExtensionStorage["act"]>[0], ...values: unknown[]) =>
      storage.act(action, ...values),
    open: (href: string) => goTo(href.startsWith("/") ? `${appBase}${href}` : href),
    resourcePicker: (options: object) => pickResources(options),
    height: (pixels: number) => {
      frame.style.height = `${pixels}px`;
    },
    ...own,
  });
  const first = {
    target,
    selected: selected.map((id) => ({ id })),
    appUrl,
    shop,
    locale: me.locale,
    translations: built.translations,
    script: `/_admin/extensions/${built.handle}.js`,
  };
  frame.contentWindow?.postMessage(first, "*", [channel.port2]);
  await call("started");
}
