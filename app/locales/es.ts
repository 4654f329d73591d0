import polaris from "@shopify/polaris/locales/es.json" with { type: "json" };
import { byNamespace } from "./by-namespace.ts";

/** Every file of the folder is known by its name: `useTranslation("<namespace>")`. */
const files = import.meta.glob<Record<string, unknown>>("./es/*.json", { eager: true, import: "default" });

export default { ...byNamespace(files), polaris };
