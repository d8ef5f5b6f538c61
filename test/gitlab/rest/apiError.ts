import { json, type Reply } from '../http/reply.ts';

/** A refusal, in GitLab's words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly reply: Reply;

  constructor(status: number, body: object) {
    super(JSON.stringify(body));
    this.reply = json(status, body);
  }

  static notFound(what?: string): ApiError {
    return new ApiError(404, { message: what === undefined ? '404 Not Found' : `404 ${what} Not Found` });
  }

  static forbidden(why?: string): ApiError {
    return new ApiError(403, { message: why === undefined ? '403 Forbidden' : `403 Forbidden - ${why}` });
  }

  static badRequest(error: string): ApiError {
    return new ApiError(400, { error });
  }

  /** What a service or a model says, rather than the check of parameters before it. */
  static invalid(message: string | Readonly<Record<string, readonly string[]>>): ApiError {
    return new ApiError(400, { message });
  }

  static unauthorized(): ApiError {
    return new ApiError(401, { message: '401 Unauthorized' });
  }

  static invalidToken(kind: 'revoked' | 'expired'): ApiError {
    return new ApiError(401, {
      error: 'invalid_token',
      error_description:
        kind === 'revoked'
          ? 'Token was revoked. You have to re-authorize from the user.'
          : 'Token is expired. You can either do re-authorization or token refresh.',
    });
  }

  static insufficientScope(scopes: readonly string[]): ApiError {
    return new ApiError(403, {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: scopes.join(' '),
    });
  }
}
