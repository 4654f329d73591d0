import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { typeOfGid } from "../gid.ts";
import type { Asked } from "../world.ts";

/** Sources are the emulator's own records; the table they stand in says which. */
// biome-ignore lint/suspicious/noExplicitAny: one table holds resolvers of many sources and arguments.
export type Resolver = (source: any, args: any, asked: Asked, info: GraphQLResolveInfo) => unknown;

export type ResolverTable = Record<string, Record<string, Resolver>>;

/** Shopify writes instants to the second. */
export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** MoneyV2 drops the zeros behind the point but one: 4.50 is "4.5", 430 is "430.0". */
export function decimalText(amount: string): string {
  const [whole = "0", part = ""] = amount.split(".");
  return `${whole}.${part.replace(/0+$/, "") || "0"}`;
}

/** An id of another kind is a mistake of the caller; one that is merely gone is null. */
export function checkedId(type: string, id: string): string {
  if (typeOfGid(id) === type) return id;
  throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
}
