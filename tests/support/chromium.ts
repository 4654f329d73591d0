import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** The shell is the same engine without windows: a seventh less work for the machine. */
const names = [
  "chromium-headless-shell",
  ...["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  join(homedir(), "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Everything a browser would ask the network for by itself is switched off: a test must not depend on it. */
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-features=OptimizationHints,MediaRouter,Translate",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--metrics-recording-only",
  "--no-first-run",
];

/** A real browser: the one CHROMIUM_PATH names, else an installed one, else the one that comes from npm. */
export async function launchChromium(): Promise<Browser> {
  const { path, args } = await findChromium();
  // The sandbox needs rights that root does not get and small containers do not give.
  const sandbox =
    process.getuid?.() === 0 || existsSync("/.dockerenv") ? ["--no-sandbox", "--disable-dev-shm-usage"] : [];
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [...new Set([...quiet, ...sandbox, ...args])],
  });
}

async function findChromium(): Promise<{ path: string; args: string[] }> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
    return { path: given, args: [] };
  }
  const installed = installedChromium();
  return installed ? { path: installed, args: [] } : packagedChromium();
}

function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...elsewhere].find((path) => existsSync(path));
}

/**
 * Unpacks once per machine into the temp folder. It is built for bare containers, so it wants its own
 * switches.
 */
async function packagedChromium(): Promise<{ path: string; args: string[] }> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No browser found. Install Chrome or Chromium, or set CHROMIUM_PATH.");
  }
  const { default: packaged } = await import("@sparticuz/chromium");
  return {
    path: await packaged.executablePath(),
    args: ["--no-sandbox", "--no-zygote", "--single-process", "--in-process-gpu", "--disable-dev-shm-usage"],
  };
}
