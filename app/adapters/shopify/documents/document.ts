/** One static GraphQL document. `points` is never less than what Shopify asks for before it runs it. */
export type AdminDocument<Variables extends Record<string, unknown>> = {
  name: string;
  text: string;
  points(variables: Variables): number;
};

/** A connection costs two and its nodes. */
export function page(size: number, nodePoints: number): number {
  return 2 + size * nodePoints;
}
