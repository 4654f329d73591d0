export type Config = { apiKey: string; shop: string; host: string; locale: string };

/** Read while the script runs: later nobody knows which element it came from. */
const element = document.currentScript as HTMLScriptElement | null;

/** Where the admin is: it serves this script. */
export const adminOrigin = element ? new URL(element.src).origin : location.origin;

const kept = "app-bridge-config";

/** From the page's address, or from what an earlier page of this frame knew. */
export const config: Config = readConfig();

function readConfig(): Config {
  const query = new URLSearchParams(location.search);
  const before = recall();
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  const found: Config = {
    apiKey: element?.dataset.apiKey ?? meta?.content ?? before.apiKey ?? "",
    shop: query.get("shop") ?? before.shop ?? "",
    host: query.get("host") ?? before.host ?? "",
    locale: query.get("locale") ?? before.locale ?? "en",
  };
  remember(found);
  return found;
}

/** A browser that blocks third-party storage throws: then a frame knows only what its own address says. */
function recall(): Partial<Config> {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? "{}") as Partial<Config>;
  } catch {
    return {};
  }
}

function remember(found: Config): void {
  try {
    sessionStorage.setItem(kept, JSON.stringify(found));
  } catch {
    // The next page of this frame asks its own address again.
  }
}
