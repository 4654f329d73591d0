const bytesMax = 100_000;

/** What `shopify.storage` keeps: in this browser, for this shop and this extension alone. */
export class ExtensionStorage {
  readonly #prefix: string;
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  act(action: "get" | "set" | "delete" | "clear" | "entries", ...values: unknown[]): unknown {
    const [key, value] = values as [string, unknown];
    switch (action) {
      case "get":
        return parsed(localStorage.getItem(this.#prefix + key));
      case "set":
        return this.#set(key, value);
      case "delete": {
        const wasThere = localStorage.getItem(this.#prefix + key) !== null;
        localStorage.removeItem(this.#prefix + key);
        return wasThere;
      }
      case "clear":
        for (const name of this.#names()) localStorage.removeItem(name);
        return undefined;
      case "entries":
        return this.#names().map((name) => [
          name.slice(this.#prefix.length),
          parsed(localStorage.getItem(name)),
        ]);
    }
  }

  #set(key: string, value: unknown): void {
    const text = JSON.stringify(value) ?? "null";
    const kept = this.#names().reduce((sum, name) => sum + (localStorage.getItem(name)?.length ?? 0), 0);
    if (kept + text.length > bytesMax) throw new Error("StorageExceededError");
    localStorage.setItem(this.#prefix + key, text);
  }

  #names(): string[] {
    return Object.keys(localStorage).filter((name) => name.startsWith(this.#prefix));
  }
}

function parsed(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
