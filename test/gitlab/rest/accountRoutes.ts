import { json } from '../http/reply.ts';
import { revision } from '../revision.ts';
import { ApiError } from './apiError.ts';
import { userEntity } from './entities/userEntity.ts';
import { get, type RestRequest } from './restRequest.ts';

/** Who is signed in, with what, and to which GitLab. */
export const accountRoutes = [
  get('/user', user, ['api', 'read_api', 'read_user']),
  get('/personal_access_tokens/self', tokenItself, []),
  get('/metadata', metadata, ['api', 'read_api', 'read_user']),
  get('/version', metadata, ['api', 'read_api', 'read_user']),
];

function user({ access, state }: RestRequest) {
  if (!access.user) throw ApiError.unauthorized();
  return json(200, {
    ...userEntity(access.user, state),
    email: `${access.user.username}@example.com`,
    created_at: '2020-01-01T00:00:00.000Z',
    external: false,
    two_factor_enabled: true,
    can_create_project: true,
    bot: access.user.isBot === true,
  });
}

function tokenItself({ token, state }: RestRequest) {
  if (!token) throw ApiError.unauthorized();
  // The route is about personal access tokens only.
  if (state.oauth.pairs.some((pair) => pair.token === token)) throw ApiError.notFound();
  return json(200, {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt.toISOString(),
    scopes: token.scopes,
    user_id: token.user.id,
    last_used_at: new Date().toISOString(),
    active: true,
    expires_at: token.expiresAt?.toISOString().slice(0, 10) ?? null,
  });
}

function metadata({ access, state }: RestRequest) {
  if (!access.user) throw ApiError.unauthorized();
  const { version, tier } = state.settings;
  return json(200, {
    version: tier === 'ce' ? version : `${version}-ee`,
    revision,
    kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
    enterprise: tier !== 'ce',
  });
}
