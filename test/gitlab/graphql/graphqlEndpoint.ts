import {
  type DocumentNode,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type GraphQLSchema,
  parse,
} from 'graphql';
import type { State } from '../state/state.ts';
import type { Variables } from './argumentValues.ts';
import { buildGitLabSchema } from './buildGitLabSchema.ts';
import { type QueryCost, queryCost } from './queryCost.ts';
import type { GraphqlContext } from './graphqlContext.ts';
import { mutationRoot } from './mutationRoot.ts';
import { queryRoot } from './queryRoot.ts';
import { validationErrors, type WireError } from './validationErrors.ts';

export interface GraphqlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Summed over the multiplex. */
  readonly complexity: number;
}

export interface GraphqlQuery {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
}

/** Who asks, and what for. */
export type Asker = Omit<GraphqlContext, 'state'>;

interface Prepared {
  readonly query: GraphqlQuery;
  readonly document: DocumentNode | undefined;
  readonly errors: readonly WireError[];
  readonly cost: QueryCost;
}

const maxDepth = 20;

/** `POST /api/graphql`: one query, or an array of them that share one budget. */
export class GraphqlEndpoint {
  readonly schema: GraphQLSchema;
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
    this.schema = buildGitLabSchema(state.settings.version, state.settings.tier);
  }

  async answer(queries: readonly GraphqlQuery[], isMultiplex: boolean, asker: Asker): Promise<GraphqlAnswer> {
    const characters = queries.reduce((sum, { query }) => sum + query.length, 0);
    if (characters > this.#state.settings.maxQueryCharacters) {
      return { status: 422, body: { errors: [{ message: 'Query too large' }] }, complexity: 0 };
    }
    const prepared = queries.map((query) => this.#prepare(query));
    const complexity = prepared.reduce((sum, { cost }) => sum + cost.complexity, 0);
    const max = asker.access.user ? 250 : 200;
    const results = await Promise.all(
      prepared.map((one) =>
        complexity > max
          ? Promise.resolve(
              failed(`Query has complexity of ${complexity}, which exceeds max complexity of ${max}`),
            )
          : this.#execute(one, asker),
      ),
    );
    return { status: 200, body: isMultiplex ? results : results[0], complexity };
  }

  #prepare(query: GraphqlQuery): Prepared {
    const free = { complexity: 0, depth: 0 };
    try {
      const document = parse(query.query);
      const errors = validationErrors(this.schema, document);
      const cost =
        errors.length > 0 ? free : queryCost(this.schema, document, query.variables, query.operationName);
      return { query, document, errors, cost };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { query, document: undefined, errors: [error.toJSON()], cost: free };
    }
  }

  async #execute({ query, document, errors, cost }: Prepared, asker: Asker): Promise<unknown> {
    if (!document || errors.length > 0) return { errors };
    const operation = getOperationAST(document, query.operationName);
    if (!operation) return failed('No operation named in the query');
    if (cost.depth > maxDepth) {
      return failed(`Query has depth of ${cost.depth}, which exceeds max depth of ${maxDepth}`);
    }
    const context = { state: this.#state, ...asker };
    return execute({
      schema: this.schema,
      document,
      rootValue:
        operation.operation === OperationTypeNode.MUTATION ? mutationRoot(context) : queryRoot(context),
      contextValue: context,
      variableValues: query.variables,
      operationName: query.operationName ?? null,
    });
  }
}

function failed(message: string): object {
  return { errors: [{ message }] };
}
