import {
  type DocumentNode,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getArgumentValues,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { loadAdminSchema } from "../../../scripts/admin-schema.ts";
import { checkAccess } from "./access.ts";
import { costOf, QUERY_COST_MAX, spend, throttleStatus } from "./cost.ts";
import { typeOfGid } from "./gid.ts";
import { catalogueResolvers } from "./resolvers/catalogue.ts";
import { inventoryResolvers } from "./resolvers/inventory.ts";
import type { ResolverTable } from "./resolvers/resolver.ts";
import { rootResolvers } from "./resolvers/roots.ts";
import { shopResolvers } from "./resolvers/shop.ts";
import type { Asked } from "./world.ts";

const resolvers: ResolverTable = {
  ...inventoryResolvers,
  ...catalogueResolvers,
  ...shopResolvers,
  ...rootResolvers,
};

const DOCUMENTS_MAX = 500;
const INPUT_ARRAY_MAX = 250;

export type Body = { query?: unknown; variables?: unknown; operationName?: unknown };

export type Prepared = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  rawVariables: Record<string, unknown>;
  rootFields: FieldNode[];
  key: string | null;
};

export type Answer = { data?: unknown; errors?: unknown; extensions?: Record<string, unknown> };

type Checked = { document: DocumentNode; errors: readonly GraphQLError[] };
const checkedDocuments = new Map<string, Checked>();

/** Parses, validates and coerces; everything that is wrong before anything runs. */
export function prepare(body: Body): Prepared | { refusal: Answer } {
  const schema = loadAdminSchema();
  if (typeof body.query !== "string" || body.query.trim() === "")
    return refuse("No query string was present", "BAD_REQUEST");
  const checked = check(schema, body.query);
  if ("refusal" in checked) return checked;
  const name = typeof body.operationName === "string" ? body.operationName : undefined;
  const operation = getOperationAST(checked.document, name);
  if (!operation)
    return refuse(name ? `No operation named "${name}"` : "An operation name is required", "BAD_REQUEST");
  const rawVariables = (body.variables ?? {}) as Record<string, unknown>;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], rawVariables);
  if (errors) return { refusal: { errors: errors.map((error) => withCode(error, "INVALID_VARIABLE")) } };
  const rootFields = operation.selectionSet.selections.filter(
    (node): node is FieldNode => node.kind === "Field",
  );
  return {
    schema,
    document: checked.document,
    operation,
    fragments: Object.fromEntries(
      checked.document.definitions.flatMap((node) =>
        node.kind === "FragmentDefinition" ? [[node.name.value, node] as const] : [],
      ),
    ),
    variables: coerced,
    rawVariables,
    rootFields,
    key: keyIn(schema, rootFields, coerced),
  };
}

/** Charges the budget, runs, and gives back what was asked for and not used. */
export async function run(prepared: Prepared, asked: Asked): Promise<Answer> {
  const { world, shop } = asked;
  const requestedQueryCost = costOf(prepared);
  const extensions = (actualQueryCost: number | null) => ({
    cost: { requestedQueryCost, actualQueryCost, throttleStatus: throttleStatus(world, shop) },
  });
  if (requestedQueryCost > QUERY_COST_MAX)
    return { ...tooDear(requestedQueryCost), extensions: extensions(null) };
  if (
    asked.fault?.kind === "throttled" ||
    requestedQueryCost > throttleStatus(world, shop).currentlyAvailable
  )
    return { errors: [throttled], extensions: extensions(null) };
  const tooLong = longInput(prepared);
  if (tooLong) return { errors: [tooLong] };
  spend(world, shop, requestedQueryCost);
  const result = await execute({
    schema: prepared.schema,
    document: prepared.document,
    operationName: prepared.operation.name?.value,
    variableValues: prepared.rawVariables,
    contextValue: asked,
    fieldResolver: resolveField,
    typeResolver: (value) => {
      const { id = "", __typename } = value as { id?: string; __typename?: string };
      return __typename ?? typeOfGid(id) ?? undefined;
    },
  });
  const actual = Math.min(
    requestedQueryCost,
    costOf(prepared, result.data as Record<string, unknown> | null),
  );
  spend(world, shop, actual - requestedQueryCost);
  return { ...result, extensions: extensions(actual) };
}

export function isThrottled(answer: Answer): boolean {
  return Array.isArray(answer.errors) && answer.errors[0] === throttled;
}

const throttled = {
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
};

const resolveField: GraphQLFieldResolver<unknown, Asked> = (source, args, asked, info) => {
  checkAccess(asked, info);
  const { parentType, fieldName } = info;
  const resolve = resolvers[parentType.name]?.[fieldName];
  if (resolve) return resolve(source, args, asked, info);
  if (source && typeof source === "object" && Object.hasOwn(source, fieldName))
    return (source as Record<string, unknown>)[fieldName];
  throw new GraphQLError(`The emulated Shopify does not know ${parentType.name}.${fieldName} yet.`, {
    extensions: { code: "NOT_EMULATED" },
  });
};

function check(schema: GraphQLSchema, text: string): Checked | { refusal: Answer } {
  const known = checkedDocuments.get(text);
  const checked = known ?? parseAndValidate(schema, text);
  if (!known) {
    if (checkedDocuments.size >= DOCUMENTS_MAX) checkedDocuments.clear();
    checkedDocuments.set(text, checked);
  }
  if (checked.errors.length === 0) return checked;
  return { refusal: { errors: checked.errors.map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED")) } };
}

function parseAndValidate(schema: GraphQLSchema, text: string): Checked {
  try {
    const document = parse(text);
    return { document, errors: validate(schema, document) };
  } catch (problem) {
    if (!(problem instanceof GraphQLError)) throw problem;
    return { document: { kind: "Document", definitions: [] } as unknown as DocumentNode, errors: [problem] };
  }
}

function keyIn(
  schema: GraphQLSchema,
  fields: FieldNode[],
  variables: Record<string, unknown>,
): string | null {
  const directive = schema.getDirective("idempotent");
  for (const field of fields) {
    const values = directive ? getDirectiveValues(directive, field, variables) : undefined;
    if (values) return String(values.key);
  }
  return null;
}

/** No list given to any API may be longer than 250. */
function longInput(prepared: Prepared): unknown {
  const root =
    prepared.operation.operation === "mutation"
      ? prepared.schema.getMutationType()
      : prepared.schema.getQueryType();
  for (const node of prepared.rootFields) {
    const field = root?.getFields()[node.name.value];
    const size = field ? longestList(getArgumentValues(field, node, prepared.variables)) : 0;
    if (size > INPUT_ARRAY_MAX)
      return {
        message: `The input array size of ${size} is greater than the maximum allowed of ${INPUT_ARRAY_MAX}.`,
        path: [node.alias?.value ?? node.name.value],
        extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
      };
  }
  return null;
}

function longestList(value: unknown): number {
  if (Array.isArray(value)) return Math.max(value.length, ...value.map(longestList));
  if (value === null || typeof value !== "object") return 0;
  return Math.max(0, ...Object.values(value).map(longestList));
}

function tooDear(cost: number): Answer {
  return {
    errors: [
      {
        message: `Query cost is ${cost}, which exceeds the single query max cost limit (${QUERY_COST_MAX}).`,
        extensions: {
          code: "MAX_COST_EXCEEDED",
          cost,
          maxCost: QUERY_COST_MAX,
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      },
    ],
  };
}

function refuse(message: string, code: string): { refusal: Answer } {
  return { refusal: { errors: [{ message, extensions: { code } }] } };
}

function withCode(error: GraphQLError, code: string) {
  return { message: error.message, locations: error.locations, extensions: { code, ...error.extensions } };
}
