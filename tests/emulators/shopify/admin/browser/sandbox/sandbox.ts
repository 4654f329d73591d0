import { type Call, talkOver } from "../rpc.ts";
import { defineElements, pageStyle } from "./elements.ts";
import { wrapFetch } from "./fetch.ts";
import { type First, isBlock, shopifyGlobal } from "./shopify-global.ts";

type Entry = (...values: unknown[]) => unknown;

const entries = new Map<string, Entry>();

/** Waits for its host, then runs the built bundle with the documented global and nothing else. */
addEventListener("message", function begin(event: MessageEvent<First>) {
  const port = event.ports[0];
  if (event.source !== window.parent || !port) return;
  removeEventListener("message", begin);
  const started = Promise.withResolvers<void>();
  const host = talkOver(port, { started: () => started.promise });
  void start(event.data, host).then(started.resolve, started.reject);
});

async function start(first: First, host: Call): Promise<void> {
  document.adoptedStyleSheets = [pageStyle()];
  document.documentElement.lang = first.locale;
  defineElements(host);
  wrapFetch(first.appUrl, host);
  const extend = (target: string, entry: Entry) => void entries.set(target, entry);
  const value = Object.freeze({ ...shopifyGlobal(first, host), extend });
  Object.defineProperty(window, "shopify", { value });
  watchHeight(host);
  if (!isBlock(first.target)) watchKeys(host);
  await load(first.script);
  const entry = entries.get(first.target);
  if (!entry) throw new Error(`The extension does not offer ${first.target}.`);
  await entry();
}

function load(address: string): Promise<void> {
  const script = document.createElement("script");
  script.src = address;
  return new Promise((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`The bundle ${address} could not be read.`));
    document.head.append(script);
  });
}

function watchHeight(host: Call): void {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== told) void host("height", height);
    told = height;
  }).observe(document.body);
}

function watchKeys(host: Call): void {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) void host("close");
  });
}
