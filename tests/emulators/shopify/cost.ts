import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { ShopPlan } from "../../../prisma/scenarios/scenario.ts";
import { type PageArguments, pageSize } from "./connection.ts";
import type { Bucket, Shop } from "./state.ts";
import type { World } from "./world.ts";

export const QUERY_COST_MAX = 1000;
const MUTATION_COST = 10;
const CONNECTION_COST = 2;
const SECONDS_OF_BURST = 20;
const restorePerSecond: Record<ShopPlan, number> = { basic: 100, grow: 100, advanced: 200, plus: 1000 };

export type Costed = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

/**
 * Scalars are free, an object costs 1, a connection 2 and its nodes, a mutation 10. Without `data` pages
 * count as full (what is asked for), with it as they came (what is charged).
 */
export function costOf(costed: Costed, data?: Record<string, unknown> | null): number {
  const { schema, operation } = costed;
  const root = operation.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  if (!root) return 0;
  return selectionCost(costed, { type: root, selection: operation.selectionSet, value: data });
}

type Place = { type: GraphQLCompositeType; selection: SelectionSetNode; value: unknown };

function selectionCost(costed: Costed, { type, selection, value }: Place): number {
  let sum = 0;
  let dearestBranch = 0;
  for (const node of selection.selections) {
    if (node.kind === "Field") {
      sum += fieldCost(costed, { type, node, value });
      continue;
    }
    const fragment = node.kind === "FragmentSpread" ? costed.fragments[node.name.value] : node;
    if (!fragment) continue;
    const condition = fragment.typeCondition
      ? costed.schema.getType(fragment.typeCondition.name.value)
      : type;
    if (!isCompositeType(condition)) continue;
    const branch = selectionCost(costed, { type: condition, selection: fragment.selectionSet, value });
    if (isAbstractType(type) && condition !== type) dearestBranch = Math.max(dearestBranch, branch);
    else sum += branch;
  }
  return sum + dearestBranch;
}

function fieldCost(
  costed: Costed,
  place: { type: GraphQLCompositeType; node: FieldNode; value: unknown },
): number {
  const { type, node, value } = place;
  if (!isObjectType(type) && !isInterfaceType(type)) return 0;
  const field = type.getFields()[node.name.value];
  if (!field || !node.selectionSet) return 0;
  const returned = getNamedType(field.type);
  if (!isCompositeType(returned)) return 0;
  const answered = value !== undefined;
  const child = answered
    ? (value as Record<string, unknown> | null)?.[node.alias?.value ?? node.name.value]
    : undefined;
  if (answered && child == null) return type === costed.schema.getMutationType() ? MUTATION_COST : 0;
  const inside = (part: unknown, selection = node.selectionSet as SelectionSetNode, of = returned) =>
    selectionCost(costed, { type: of, selection, value: part });
  if (type === costed.schema.getMutationType()) return MUTATION_COST + inside(child);
  if (returned.name.endsWith("Connection"))
    return connectionCost(costed, { node, field, child, type: returned });
  if (Array.isArray(child)) return child.length * (1 + Math.max(0, ...child.map((entry) => inside(entry))));
  return askedFor(costed, node, field) * (1 + inside(child));
}

/** A list costs as many objects as were named; one whose length nobody can know costs one. */
function askedFor(costed: Costed, node: FieldNode, field: Parameters<typeof getArgumentValues>[0]): number {
  const { ids, names } = getArgumentValues(field, node, costed.variables) as {
    ids?: unknown[];
    names?: unknown[];
  };
  return Math.max(1, ids?.length ?? names?.length ?? 1);
}

type ConnectionPlace = {
  node: FieldNode;
  field: Parameters<typeof getArgumentValues>[0];
  child: unknown;
  type: GraphQLCompositeType;
};

function connectionCost(costed: Costed, { node, field, child, type }: ConnectionPlace): number {
  const page = getArgumentValues(field, node, costed.variables) as PageArguments;
  const selection = node.selectionSet as SelectionSetNode;
  if (child !== undefined) return CONNECTION_COST + nodesCost(costed, { type, selection, value: child });
  return CONNECTION_COST + pageSize(page) * nodesCost(costed, { type, selection, value: undefined });
}

/** Without a value what one node costs, with it what all of them do, by `nodes` or by `edges { node }`. */
function nodesCost(costed: Costed, { type, selection, value }: Place): number {
  if (!isObjectType(type)) return 0;
  let dearest = 0;
  for (const part of selection.selections) {
    const way = part.kind === "Field" ? fieldWay(costed, { type, node: part, value }) : null;
    const fragment = part.kind === "FragmentSpread" ? costed.fragments[part.name.value] : part;
    if (way !== null) dearest = Math.max(dearest, way);
    else if (fragment && fragment.kind !== "Field")
      dearest = Math.max(dearest, nodesCost(costed, { type, selection: fragment.selectionSet, value }));
  }
  return dearest;
}

function fieldWay(
  costed: Costed,
  place: { type: GraphQLObjectType; node: FieldNode; value: unknown },
): number | null {
  const { type, node, value } = place;
  const returned = getNamedType(type.getFields()[node.name.value]?.type);
  if (!node.selectionSet || node.name.value === "pageInfo" || !isCompositeType(returned)) return 0;
  const selection = node.selectionSet;
  const each = (entry: unknown) =>
    node.name.value === "edges"
      ? nodesCost(costed, { type: returned, selection, value: entry })
      : 1 + selectionCost(costed, { type: returned, selection, value: entry });
  if (value === undefined) return each(undefined);
  const child = (value as Record<string, unknown> | null)?.[node.alias?.value ?? node.name.value];
  const entries = Array.isArray(child) ? child : child == null ? [] : [child];
  return entries.reduce((sum, entry) => sum + each(entry), 0);
}

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** Refills the leaky bucket of the app in this shop and says how full it is. */
export function throttleStatus(world: World, shop: Shop): ThrottleStatus {
  const restoreRate = restorePerSecond[shop.plan];
  const maximumAvailable = restoreRate * SECONDS_OF_BURST;
  const bucket = bucketOf(world, shop, maximumAvailable);
  const restored = bucket.available + (Math.max(0, world.now() - bucket.at) / 1000) * restoreRate;
  bucket.available = Math.min(maximumAvailable, restored);
  bucket.at = world.now();
  return { maximumAvailable, restoreRate, currentlyAvailable: Math.floor(bucket.available) };
}

/** A negative number gives back what was asked for and not used. */
export function spend(world: World, shop: Shop, points: number): void {
  const { maximumAvailable } = throttleStatus(world, shop);
  bucketOf(world, shop, maximumAvailable).available -= points;
}

function bucketOf(world: World, shop: Shop, full: number): Bucket {
  const slot = `${world.app.apiKey}|${shop.domain}`;
  const known = world.state.buckets.get(slot);
  if (known) return known;
  const made = { available: full, at: world.now() };
  world.state.buckets.set(slot, made);
  return made;
}
