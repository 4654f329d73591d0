import { GraphQLError } from "graphql";

export type PageArguments = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

export type Connection<Node> = {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

const PAGE_MAX = 250;

/** Pages a list by the key of its nodes, so that a cursor survives what is added or removed meanwhile. */
export function connection<Node>(
  all: Node[],
  page: PageArguments,
  keyOf: (node: Node) => string,
): Connection<Node> {
  checkPage(page);
  const ordered = page.reverse ? [...all].reverse() : all;
  const from = page.after ? positionAfter(ordered, page.after, keyOf) : 0;
  const to = page.before ? positionOf(ordered, page.before, keyOf) : ordered.length;
  const window = ordered.slice(from, to);
  const nodes =
    page.first != null ? window.slice(0, page.first) : window.slice(-(page.last ?? 0) || window.length);
  const edges = nodes.map((node) => ({ cursor: encode(keyOf(node)), node }));
  const cut = window.length > nodes.length;
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: page.first != null ? cut || to < ordered.length : to < ordered.length,
      hasPreviousPage: page.first != null ? from > 0 : cut || from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export function pageSize(page: PageArguments): number {
  return Math.max(0, page.first ?? page.last ?? 0);
}

function checkPage({ first, last }: PageArguments): void {
  if (first == null && last == null) throw badPage("you must provide one of first or last");
  if (first != null && last != null) throw badPage("providing both first and last is not supported");
  const size = first ?? last ?? 0;
  if (size < 1) throw badPage("first and last must be at least 1");
  if (size > PAGE_MAX) throw badPage(`first and last must be less than or equal to ${PAGE_MAX}`);
}

function badPage(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

function positionOf<Node>(nodes: Node[], cursor: string, keyOf: (node: Node) => string): number {
  const key = decode(cursor);
  const at = nodes.findIndex((node) => keyOf(node) === key);
  if (at < 0)
    throw new GraphQLError(`Invalid cursor for current pagination sort.`, {
      extensions: { code: "BAD_REQUEST" },
    });
  return at;
}

function positionAfter<Node>(nodes: Node[], cursor: string, keyOf: (node: Node) => string): number {
  return positionOf(nodes, cursor, keyOf) + 1;
}

function encode(key: string): string {
  return Buffer.from(JSON.stringify({ last_id: key })).toString("base64");
}

function decode(cursor: string): string | null {
  try {
    return (JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as { last_id: string }).last_id;
  } catch {
    return null;
  }
}
