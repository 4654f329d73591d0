import { GraphQLError, type GraphQLResolveInfo, getNamedType } from "graphql";
import { offlineScopes } from "../../../scripts/admin-schema.ts";
import type { Asked } from "./world.ts";

type Needed = { scopes: string[]; access: string; ofField: boolean };

let byName: Map<string, Needed> | undefined;
const needs = new Map<string, Needed[]>();

/** Refuses a field whose scopes were not granted, in the words of the real thing. */
export function checkAccess(asked: Asked, info: GraphQLResolveInfo): void {
  const { parentType, fieldName } = info;
  const lenient = parentType.name === "Location" && asked.world.switches.locationAccess === "read_inventory";
  for (const needed of neededBy(info)) {
    if (lenient && needed.ofField) continue;
    if (needed.scopes.some((scope) => asked.grant.scopes.has(scope))) continue;
    throw accessDenied(fieldName, needed.access);
  }
  if (parentType.name === "Mutation" && fieldName.startsWith("inventory")) checkPermission(asked, fieldName);
}

export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}

/** Writing implies reading. */
export function grantedScopes(scopes: readonly string[]): Set<string> {
  return new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
}

function checkPermission({ grant }: Asked, fieldName: string): void {
  if (!grant.staff || grant.staff.mayChangeInventory) return;
  throw accessDenied(
    fieldName,
    "`write_inventory` access scope. Also: The user must have a permission to apply changes to inventory quantities.",
  );
}

/** A field asks for its own scopes and for those of the type it returns, through a connection too. */
function neededBy(info: GraphQLResolveInfo): Needed[] {
  const field = `${info.parentType.name}.${info.fieldName}`;
  const known = needs.get(field);
  if (known) return known;
  const returned = getNamedType(info.returnType).name.replace(/Connection$/, "");
  const found = [field, returned].flatMap((name) => scopeTable().get(name) ?? []);
  needs.set(field, found);
  return found;
}

function scopeTable(): Map<string, Needed> {
  byName ??= new Map(
    offlineScopes()
      .filter((entry) => entry.offlineScopes.length > 0)
      .map((entry) => [
        entry.fieldName ? `${entry.typeName}.${entry.fieldName}` : entry.typeName,
        { scopes: entry.offlineScopes, access: entry.requiredAccess, ofField: entry.fieldName !== undefined },
      ]),
  );
  return byName;
}
