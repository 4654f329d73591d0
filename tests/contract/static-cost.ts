import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";

const MUTATION_COST = 10;
const CONNECTION_COST = 2;

type Variables = Record<string, unknown>;

/**
 * What a document could be charged at most before it runs: an object 1, a list as long as what it is asked
 * about, a connection 2 and its full page, a mutation 10. Where Shopify's rule is unsure the dearer reading
 * is taken.
 */
export function staticCost(schema: GraphQLSchema, text: string, variables: Variables): number {
  const operation = parse(text).definitions[0] as OperationDefinitionNode;
  const isMutation = operation.operation === "mutation";
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  return costOf(operation.selectionSet, root?.name ?? "");

  function costOf(selection: SelectionSetNode, typeName: string): number {
    let sum = 0;
    let dearestBranch = 0;
    for (const node of selection.selections) {
      if (node.kind === "Field") sum += fieldCost(node, typeName);
      else if (node.kind === "InlineFragment")
        dearestBranch = Math.max(
          dearestBranch,
          costOf(node.selectionSet, node.typeCondition?.name.value ?? typeName),
        );
    }
    return sum + dearestBranch;
  }

  function fieldCost(node: FieldNode, typeName: string): number {
    const type = schema.getType(typeName);
    if (!node.selectionSet || !(isObjectType(type) || isInterfaceType(type))) return 0;
    const returned = getNamedType(type.getFields()[node.name.value]?.type);
    if (!isCompositeType(returned)) return 0;
    const inside = costOf(node.selectionSet, returned.name);
    if (isMutation && type === schema.getMutationType()) return MUTATION_COST + inside;
    if (!returned.name.endsWith("Connection")) return lengthOf(node) * (1 + inside);
    const pageInfo = node.selectionSet.selections.some(
      (part) => part.kind === "Field" && part.name.value === "pageInfo",
    );
    return CONNECTION_COST + pageCost(node, returned.name) + (pageInfo ? 1 : 0);
  }

  function pageCost(node: FieldNode, typeName: string): number {
    const nodes = node.selectionSet?.selections.filter(
      (part): part is FieldNode => part.kind === "Field" && part.name.value !== "pageInfo",
    );
    const oneNode = nodes?.reduce((sum, part) => sum + fieldCost(part, typeName), 0) ?? 0;
    return Number(argumentOf(node, "first") ?? 0) * oneNode;
  }

  /**
   * Lists that are as long as what they are asked about; the errors of a mutation come instead of its rows.
   */
  function lengthOf(node: FieldNode): number {
    const asked = node.name.value === "quantities" ? argumentOf(node, "names") : argumentOf(node, "ids");
    if (Array.isArray(asked)) return asked.length;
    if (isMutation && node.name.value === "changes")
      return (variables.input as { changes: unknown[] }).changes.length;
    return 1;
  }

  function argumentOf(node: FieldNode, name: string): unknown {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    return given && valueFromASTUntyped(given.value, variables);
  }
}
