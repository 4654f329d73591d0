import type { VariantId } from "#app/domain/ids.ts";
import type { Lane } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { BUNDLES_PER_PAGE, COMPONENTS } from "./documents/components.ts";
import { read } from "./read.ts";
import { answers, toComponentName } from "./translate.ts";

/**
 * What bundles are made of: an answer that exists for every one of them, so that none passes for a plain
 * item.
 */
export async function componentNames(
  client: Client,
  bundles: VariantId[],
  lane: Lane,
): Promise<Map<VariantId, string[]>> {
  const names = new Map<VariantId, string[]>(bundles.map((id) => [id, []]));
  for (let at = 0; at < bundles.length; at += BUNDLES_PER_PAGE) {
    const variables = { ids: bundles.slice(at, at + BUNDLES_PER_PAGE) };
    const question = { document: COMPONENTS, variables, caller: { kind: "app" }, lane } as const;
    const { data } = await read(client, question, answers.components);
    for (const node of data.nodes)
      if (node) names.set(node.id, node.productVariantComponents.nodes.map(toComponentName));
  }
  return names;
}
