import type { Reply } from '../http/reply.ts';
import type { Access } from '../state/access.ts';
import type { State } from '../state/state.ts';
import type { Token } from '../state/token.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What a route gets to answer from. */
export interface RestRequest {
  /** By name, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent as JSON; empty for what brings nothing. */
  readonly body: Body;
  readonly state: State;
  readonly access: Access;
  readonly token: Token | undefined;
  /** The request's own URL, for the links between pages. */
  readonly url: string;
  /** Gives bytes, directly or by way of the object store. */
  readonly send: (bytes: Uint8Array, filename: string, type: string) => Reply;
}

export interface RestRoute {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** `*name` takes the rest of the path. */
  readonly template: string;
  /** Any of these will do; a token without one is refused. */
  readonly scopes: readonly string[];
  readonly answer: (request: RestRequest) => Reply;
}

const readScopes = ['api', 'read_api'];

export function get(template: string, answer: RestRoute['answer'], scopes = readScopes): RestRoute {
  return { method: 'GET', template, scopes, answer };
}

export function head(template: string, answer: RestRoute['answer']): RestRoute {
  return { method: 'HEAD', template, scopes: readScopes, answer };
}

/** Routes that change something take a token of the widest scope, and somebody who is signed in. */
export function post(template: string, answer: RestRoute['answer']): RestRoute {
  return { method: 'POST', template, scopes: ['api'], answer };
}

export function put(template: string, answer: RestRoute['answer']): RestRoute {
  return { method: 'PUT', template, scopes: ['api'], answer };
}
