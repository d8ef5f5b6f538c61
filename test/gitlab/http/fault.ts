import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/**
 * A way for an answer to go wrong. Whether GitLab has acted by then is part of it: a client that hears nothing does not
 * know, and a test wants both.
 */
export type Fault =
  /** Some other answer, of GitLab or of a proxy before it, which has not acted unless said so. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** An object is sent as JSON, text as text. */
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
      readonly acted?: boolean;
    }
  /** A sign-in page with status 200, as single sign-on proxies answer; GitLab never hears of the request. */
  | { readonly kind: 'html' }
  /** The connection breaks: before GitLab acts, after it has acted with nothing sent, or in the middle of its answer. */
  | { readonly kind: 'cut'; readonly when?: 'before' | 'after' | 'middle' }
  /** No answer until the client gives up: GitLab has not acted, or it has. */
  | { readonly kind: 'hang'; readonly when?: 'before' | 'after' }
  /** GitLab has acted, and answers with another type. */
  | { readonly kind: 'contentType'; readonly type: string }
  /** GraphQL's way to fail in part: a field is null wherever it is asked for, with an error beside the data. GitLab has acted. */
  | { readonly kind: 'nulls'; readonly field: string }
  /** Status 200 with top-level errors. Unless it acted there is no data, else every field of the root is null. */
  | { readonly kind: 'errors'; readonly messages: readonly string[]; readonly acted?: boolean }
  /** Status 200, and every mutation answers with these `errors` in its payload instead of acting. */
  | { readonly kind: 'mutationErrors'; readonly errors: readonly string[] }
  /** GitLab has acted; half of the body is sent as if it were all of it. */
  | { readonly kind: 'truncated' }
  /** GitLab has acted, and of its answer goes out what this sends, onto the bare socket if need be. Gives the status. */
  | { readonly kind: 'sent'; readonly send: (response: ServerResponse, reply: Reply) => number };

/** Whether the request reaches GitLab. A mutation that is refused in its payload does reach it. */
export function reachesGitLab(fault: Fault | undefined): boolean {
  switch (fault?.kind) {
    case 'html':
      return false;
    case 'status':
    case 'errors':
      return fault.acted ?? false;
    case 'cut':
    case 'hang':
      return fault.when === 'after' || fault.when === 'middle';
    default:
      return true;
  }
}

/** A request as faults and delays are aimed at it. */
export interface Aim {
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly operationNames: readonly string[];
}

/**
 * Whether a target means this request. Targets are `*`, a GraphQL operation's name, or method and path:
 * `GET /projects/:id/jobs/*`, tried on the path's template as well as on the path itself.
 */
export function isAimedAt(target: string, aim: Aim): boolean {
  if (target === '*') return true;
  const [method = '', path] = target.split(' ');
  if (path === undefined) return aim.operationNames.includes(target);
  const pattern = new RegExp(`^${path.split('*').map(escape).join('.*')}$`);
  return (
    (method === '*' || method === aim.method) && [aim.path, aim.template].some((one) => pattern.test(one))
  );
}

function escape(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
}
