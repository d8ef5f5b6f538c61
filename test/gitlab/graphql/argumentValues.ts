import {
  type FieldNode,
  getDirectiveValues,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** A field's arguments as GitLab's complexity rules see them: defaults count as given. */
export function argumentValues(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): Variables {
  const values: Record<string, unknown> = {};
  for (const { name, defaultValue } of field.args)
    if (defaultValue !== undefined) values[name] = defaultValue;
  for (const { name, value } of node.arguments ?? []) {
    values[name.value] = valueFromASTUntyped(value, { ...variables });
  }
  return values;
}

export function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, { ...variables });
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, { ...variables });
  return skip?.['if'] !== true && include?.['if'] !== false;
}
