import type { Incoming } from '../http/incoming.ts';
import type { Identity } from '../http/authenticate.ts';
import { json, type Reply } from '../http/reply.ts';
import { Access } from '../state/access.ts';
import type { State } from '../state/state.ts';
import { accountRoutes } from './accountRoutes.ts';
import { ApiError } from './apiError.ts';
import { artifactRoutes } from './artifactRoutes.ts';
import { bodyOf } from './bodyOf.ts';
import { branchRoutes } from './branchRoutes.ts';
import { commitRoutes } from './commitRoutes.ts';
import { discussionRoutes } from './discussionRoutes.ts';
import { fileRoutes } from './fileRoutes.ts';
import { issueRoutes } from './issueRoutes.ts';
import { labelRoutes } from './labelRoutes.ts';
import { matchTemplate } from './matchTemplate.ts';
import { mergeRequestRoutes } from './mergeRequestRoutes.ts';
import { pipelineRoutes } from './pipelineRoutes.ts';
import { projectRoutes } from './projectRoutes.ts';
import type { RestRequest, RestRoute } from './restRequest.ts';

export const restRoutes: readonly RestRoute[] = [
  ...accountRoutes,
  ...projectRoutes,
  ...mergeRequestRoutes,
  ...pipelineRoutes,
  ...artifactRoutes,
  ...fileRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...discussionRoutes,
  ...branchRoutes,
  ...commitRoutes,
];

export interface RestMatch {
  readonly route: RestRoute;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a path below `/api/v4`. */
export function matchRoute(method: string, path: string): RestMatch | undefined {
  for (const route of restRoutes) {
    const params = route.method === method ? matchTemplate(route.template, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

/** Answers a REST request out of the state. */
export function answerRest(
  state: State,
  incoming: Incoming,
  match: RestMatch | undefined,
  identity: Identity,
  send: RestRequest['send'],
): Reply {
  try {
    if (identity.kind === 'unknown') throw ApiError.unauthorized();
    if (identity.kind === 'revoked' || identity.kind === 'expired')
      throw ApiError.invalidToken(identity.kind);
    if (!match) return json(404, { error: '404 Not Found' });
    const token = identity.kind === 'token' ? identity.token : undefined;
    const { scopes } = match.route;
    if (token && scopes.length > 0 && !token.scopes.some((scope) => scopes.includes(scope))) {
      throw ApiError.insufficientScope(scopes);
    }
    const isWrite = match.route.method === 'POST' || match.route.method === 'PUT';
    if (isWrite && !token) throw ApiError.unauthorized();
    return match.route.answer({
      params: match.params,
      query: incoming.query,
      body: isWrite ? bodyOf(incoming) : {},
      state,
      access: new Access(state, token?.user),
      token,
      url: `${state.url}${incoming.path}?${incoming.query.toString()}`,
      send,
    });
  } catch (error) {
    if (error instanceof ApiError) return error.reply;
    throw error;
  }
}
