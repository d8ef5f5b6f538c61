import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { argumentValues, isIncluded, type Variables } from './argumentValues.ts';

export interface QueryCost {
  readonly complexity: number;
  readonly depth: number;
}

/**
 * What GitLab counts before it runs a query: a leaf is 1, an object 1 more than its fields, and a list of n entries
 * 1 % more for each of them. Of several possible types the dearest counts; the same field in two fragments counts once.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
  operationName?: string | null,
): QueryCost {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return { complexity: 0, depth: 0 };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return costOf({ schema, fragments, variables }, root, [operation.selectionSet]);
}

/** Lists that GitLab gives without a resolver of their own, which is what multiplies. */
const plainLists = new Set([
  'CiJob.artifacts',
  'Pipeline.downstream',
  'PipelineSecurityReportFinding.issueLinks',
  'SecurityReportSummarySection.scans',
]);

/** Fields for which GitLab has to ask git count one more. */
const gitalyFields = new Set(['MergeRequest.diffHeadSha', 'Repository.blobs']);

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

function costOf(walk: Walk, type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): QueryCost {
  const possible = isObjectType(type) ? [type] : walk.schema.getPossibleTypes(type);
  const costs = possible.map((one) => costOfObject(walk, one, sets));
  return {
    complexity: Math.max(0, ...costs.map(({ complexity }) => complexity)),
    depth: Math.max(0, ...costs.map(({ depth }) => depth)),
  };
}

function costOfObject(walk: Walk, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): QueryCost {
  const fields = new Map<string, FieldNode[]>();
  for (const set of sets) collect(walk, type, set, fields);
  const costs = [...fields.values()].map((nodes) => costOfField(walk, type, nodes));
  return {
    complexity: costs.reduce((sum, cost) => sum + cost.complexity, 0),
    depth: Math.max(0, ...costs.map(({ depth }) => depth)),
  };
}

function costOfField(walk: Walk, parent: GraphQLObjectType, nodes: readonly FieldNode[]): QueryCost {
  const [node] = nodes;
  const field = node && fieldOf(parent, node.name.value);
  if (!node || !field) return { complexity: 0, depth: 1 };
  const name = `${parent.name}.${field.name}`;
  const own = gitalyFields.has(name) ? 2 : 1;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return { complexity: own, depth: 1 };
  const below = costOf(
    walk,
    type,
    nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  );
  const args = argumentValues(field, node, walk.variables);
  // Git looks up path by path.
  const paths = Array.isArray(args['paths']) ? args['paths'].length : 0;
  let complexity = below.complexity + own + paths + (isGiven(args['sort']) ? 1 : 0);
  const isResolvedList = type.name.endsWith('Connection') && !plainLists.has(name);
  // Entries asked for by their numbers are not multiplied.
  if (isResolvedList && !isGiven(args['iids'])) complexity += complexity * pageSize(args) * 0.01;
  return { complexity: Math.floor(complexity), depth: below.depth + 1 };
}

function pageSize(args: Variables): number {
  const sizes = [args['first'], args['last'], 100].filter((size) => typeof size === 'number');
  return Math.min(...sizes);
}

function collect(
  walk: Walk,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  fields: Map<string, FieldNode[]>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, walk.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      fields.set(key, [...(fields.get(key) ?? []), selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
    if (fragment && applies(walk, type, fragment.typeCondition?.name.value)) {
      collect(walk, type, fragment.selectionSet, fields);
    }
  }
}

function applies({ schema }: Walk, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = schema.getType(condition);
  return isCompositeType(other) && !isObjectType(other) && schema.isSubType(other, type);
}

function fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  return name === '__typename' ? TypeNameMetaFieldDef : type.getFields()[name];
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
