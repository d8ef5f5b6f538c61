import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** What a schema claims that the official one does not know, or knows otherwise. */
export function schemaDifferences(own: GraphQLSchema, official: GraphQLSchema): readonly string[] {
  return Object.values(own.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      const other = official.getType(type.name);
      if (!other) return [`no type ${type.name}`];
      if (other.constructor !== type.constructor) return [`${type.name} is something else`];
      return [...memberDifferences(type, other), ...fieldDifferences(type, other)];
    });
}

function memberDifferences(own: GraphQLNamedType, other: GraphQLNamedType): readonly string[] {
  return membersOf(own)
    .filter((member) => !membersOf(other).includes(member))
    .map((member) => `${own.name} has no ${member}`);
}

function membersOf(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => name);
  return [];
}

function fieldDifferences(own: GraphQLNamedType, other: GraphQLNamedType): readonly string[] {
  const official = signaturesOf(other);
  return [...signaturesOf(own)]
    .filter(([name, signature]) => official.get(name) !== signature)
    .map(
      ([name, signature]) => `${own.name}.${name} is ${official.get(name) ?? 'not there'}, not ${signature}`,
    );
}

/** Type of every field and argument, by `field` and `field(argument)`; defaults count as part of it. */
function signaturesOf(type: GraphQLNamedType): ReadonlyMap<string, string> {
  const signatures = new Map<string, string>();
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) signatures.set(field.name, String(field.type));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return signatures;
  for (const field of Object.values(type.getFields())) {
    signatures.set(field.name, String(field.type));
    for (const { name, type: argument, defaultValue } of field.args) {
      const ending = defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`;
      signatures.set(`${field.name}(${name})`, `${String(argument)}${ending}`);
    }
  }
  return signatures;
}
