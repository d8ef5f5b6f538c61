import type { GraphqlEndpoint } from '../graphql/graphqlEndpoint.ts';
import { ApiError } from '../rest/apiError.ts';
import { Access } from '../state/access.ts';
import type { State } from '../state/state.ts';
import type { Identity } from './authenticate.ts';
import type { GraphqlBody } from './graphqlQueries.ts';
import { json, type Reply } from './reply.ts';

export interface CostedReply {
  readonly reply: Reply;
  readonly complexity: number;
}

/** `POST /api/graphql`, from the token to the answer. */
export async function answerGraphql(
  state: State,
  endpoint: GraphqlEndpoint,
  body: GraphqlBody | undefined,
  identity: Identity,
  mutationErrors: readonly string[] | undefined,
): Promise<CostedReply> {
  const refused = refusal(identity);
  if (refused) return { reply: refused, complexity: 0 };
  if (!body)
    return { reply: json(422, { errors: [{ message: 'Unexpected end of document' }] }), complexity: 0 };
  const user = identity.kind === 'token' ? identity.token.user : undefined;
  const answer = await endpoint.answer(body.queries, body.isMultiplex, {
    access: new Access(state, user),
    mayWrite: identity.kind === 'token' && identity.token.scopes.includes('api'),
    refusal: mutationErrors,
  });
  return { reply: json(answer.status, answer.body), complexity: answer.complexity };
}

function refusal(identity: Identity): Reply | undefined {
  if (identity.kind === 'anonymous') return undefined;
  // GitLab does not tell here why a token is not good.
  if (identity.kind !== 'token') return json(401, { errors: [{ message: 'Invalid token' }] });
  const scopes = ['api', 'read_api'];
  const isEnough = identity.token.scopes.some((scope) => scopes.includes(scope));
  return isEnough ? undefined : ApiError.insufficientScope(scopes).reply;
}
