import { Kind, OperationTypeNode, parse } from 'graphql';
import type { GraphqlQuery } from '../graphql/graphqlEndpoint.ts';
import { parseJson } from './parseJson.ts';

export interface GraphqlBody {
  readonly isMultiplex: boolean;
  readonly queries: readonly GraphqlQuery[];
}

/** The queries of a request's body; undefined where it is not JSON of the right shape. */
export function graphqlQueries(body: Buffer): GraphqlBody | undefined {
  const parsed = parseJson(body);
  const isMultiplex = Array.isArray(parsed);
  const list: readonly unknown[] = isMultiplex ? parsed : [parsed];
  const queries = list.map(toQuery);
  return queries.every((query) => query !== undefined) ? { isMultiplex, queries } : undefined;
}

/** The names by which the log and faults know the operations. */
export function operationNamesOf(queries: readonly GraphqlQuery[]): readonly string[] {
  return queries.flatMap(({ query, operationName }) => {
    if (operationName !== undefined) return [operationName];
    try {
      return parse(query).definitions.flatMap((one) =>
        one.kind === Kind.OPERATION_DEFINITION && one.name ? [one.name.value] : [],
      );
    } catch {
      return [];
    }
  });
}

/** Whether any of the queries can run a mutation. */
export function hasMutation(queries: readonly GraphqlQuery[]): boolean {
  return queries.some(({ query }) => {
    try {
      return parse(query).definitions.some(
        (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION,
      );
    } catch {
      return false;
    }
  });
}

function toQuery(value: unknown): GraphqlQuery | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { query, operationName, variables } = value as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string') return undefined;
  return {
    query,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
  };
}
