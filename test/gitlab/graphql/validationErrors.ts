import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  validate,
  visit,
} from 'graphql';

/** An error as GitLab writes it: graphql-ruby's words, path and code. */
export interface WireError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export function validationErrors(schema: GraphQLSchema, document: DocumentNode): readonly WireError[] {
  const errors = validate(schema, document, undefined, { maxErrors: 100 });
  if (errors.length === 0) return [];
  const paths = pathsOf(document);
  return errors.map((error) => {
    const [node] = error.nodes ?? [];
    return {
      ...reworded(error),
      locations: error.locations ?? [],
      path: (node && paths.get(node)) ?? [],
    };
  });
}

type Wording = (match: RegExpExecArray) => WireError;

const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([, fieldName, typeName]) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  ],
  [
    /^Unknown type "(\w+)"/,
    ([, typeName]) => ({
      message: `No such type ${typeName}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    ([, argumentName, name]) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([, argumentName, name]) => ({
      message: `InputObject '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'InputObject', argumentName },
    }),
  ],
  [
    /^Variable "\$(\w+)" is never used in operation "(\w+)"/,
    ([, variableName, operation]) => ({
      message: `Variable $${variableName} is declared by ${operation} but not used`,
      extensions: { code: 'variableNotUsed', variableName },
    }),
  ],
];

function reworded(error: GraphQLError): WireError {
  for (const [pattern, wording] of wordings) {
    const match = pattern.exec(error.message);
    if (match) return wording(match);
  }
  return { message: error.message, extensions: { code: 'invalid' } };
}

/** Where each node is, in graphql-ruby's notation: `["query Overview", "project", "... on Sast", "file"]`. */
function pathsOf(document: DocumentNode): ReadonlyMap<ASTNode, readonly string[]> {
  const paths = new Map<ASTNode, readonly string[]>();
  const steps: string[] = [];
  visit(document, {
    enter(node) {
      const step = stepOf(node);
      if (step !== undefined) steps.push(step);
      paths.set(node, [...steps]);
    },
    leave(node) {
      if (stepOf(node) !== undefined) steps.pop();
    },
  });
  return paths;
}

function stepOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [node.operation, node.name?.value].filter((part) => part !== undefined).join(' ');
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...';
    case Kind.FRAGMENT_SPREAD:
      return `... ${node.name.value}`;
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value;
    case Kind.ARGUMENT:
      return node.name.value;
    default:
      return undefined;
  }
}
