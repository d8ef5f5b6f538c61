/** A way for an answer to go wrong. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      /** An object is sent as JSON, text as text. */
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A sign-in page with status 200, as single sign-on proxies answer. */
  | { readonly kind: 'html' }
  /** The connection breaks before anything, or in the middle of the body. */
  | { readonly kind: 'cut'; readonly when?: 'before' | 'middle' }
  /** No answer until the client gives up. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'contentType'; readonly type: string }
  /** GraphQL's way to fail in part: a field is null wherever it is asked for, with an error beside the data. */
  | { readonly kind: 'nulls'; readonly field: string }
  /** Half of the body, sent as if it were all of it. */
  | { readonly kind: 'truncated' };

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
