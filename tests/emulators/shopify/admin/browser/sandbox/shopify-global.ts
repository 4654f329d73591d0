import type { Call } from "../rpc.ts";
import { i18n } from "./i18n.ts";

export type First = {
  target: string;
  selected: { id: string }[];
  appUrl: string | null;
  shop: string;
  locale: string;
  translations: Record<string, unknown>;
  script: string;
};

/**
 * What Shopify documents for this kind of place, no more: an extension that leans on anything else breaks
 * here first.
 */
export function shopifyGlobal({ target, selected, locale, translations }: First, host: Call) {
  return {
    extension: { target },
    auth: { idToken: () => host<string>("idToken") },
    i18n: i18n(locale, translations),
    data: { selected },
    storage: storage(host),
    ...ownOf(target, host),
    query: (query: string, options: { variables?: object } = {}) =>
      host("query", { query, variables: options.variables ?? {} }),
    resourcePicker: (options: object) => host("resourcePicker", options),
    picker: () => Promise.reject(new Error("The picker is not emulated.")),
    intents: {
      invoke: () => Promise.reject(new Error("Intents are not emulated.")),
    },
  };
}

/** An action can close itself, a block can open an action of its page; a print action has neither. */
function ownOf(target: string, host: Call) {
  if (isBlock(target)) return { navigation: { navigate: (to: string | URL) => void host("go", String(to)) } };
  return isPrintAction(target) ? {} : { close: () => void host("close") };
}

export function isBlock(target: string): boolean {
  return target.endsWith(".block.render");
}

export function isPrintAction(target: string): boolean {
  return target.endsWith("print-action.render");
}

function storage(host: Call) {
  const act = <T>(action: string, ...values: unknown[]) => host<T>("storage", action, ...values);
  const set = async (key: string, value: unknown) => {
    try {
      await act("set", key, value);
    } catch (error) {
      if (!(error instanceof Error) || error.message !== "StorageExceededError") throw error;
      error.name = "StorageExceededError";
      throw error;
    }
  };
  return {
    get: (key: string) => act("get", key),
    getMany: (keys: string[]) => Promise.all(keys.map((key) => act("get", key))),
    set,
    setMany: async (entries: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(entries)) await set(key, value);
    },
    delete: (key: string) => act<boolean>("delete", key),
    deleteMany: async (keys: string[]) => {
      const gone = await Promise.all(keys.map(async (key) => [key, await act("delete", key)] as const));
      return Object.fromEntries(gone);
    },
    clear: () => act<void>("clear"),
    entries: async () => (await act<[string, unknown][]>("entries"))[Symbol.iterator](),
  };
}
