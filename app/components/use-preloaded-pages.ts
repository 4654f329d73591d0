import { useEffect } from "react";

type Manifest = { routes: Record<string, { id: string; module: string; imports?: string[] }> };

const LATER_MS = 2_000;

/**
 * Fetches the code of every page once there is nothing else to do. Without it a page that was never open
 * could not be shown when the app does not answer, and the router would reload the frame into the browser's
 * own error.
 */
export function usePreloadedPages(): void {
  useEffect(() => {
    const start = () => {
      for (const href of modules()) preload(href);
    };
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(start, LATER_MS);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(start, { timeout: LATER_MS });
    return () => cancelIdleCallback(idle);
  }, []);
}

function modules(): Set<string> {
  const { __remixManifest: manifest } = window as unknown as { __remixManifest?: Manifest };
  const pages = Object.values(manifest?.routes ?? {}).filter(({ id }) => id.startsWith("routes/app"));
  return new Set(pages.flatMap(({ module, imports = [] }) => [module, ...imports]));
}

/** A link and no import: one that fails is forgotten, and a page that is opened asks for its code again. */
function preload(href: string): void {
  if (document.head.querySelector(`link[rel="modulepreload"][href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = href;
  document.head.append(link);
}
