import type { FailureCode } from '../../../../src/core/model/failure.ts';
import type { Fault } from '../../../gitlab/http/fault.ts';

/** A way for one request to go wrong for good, and what it should be called. */
export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  /** Of GraphQL, and of a report's download; `undefined` where nothing is wrong after all. */
  readonly code: FailureCode | undefined;
  /** How often a read is sent. */
  readonly tries: 1 | 3;
}

const status = (
  code: number,
  failure: FailureCode,
  tries: 1 | 3,
  more: { readonly name?: string; readonly body?: object; readonly headers?: Record<string, string> } = {},
): NamedFault => ({
  name: more.name ?? String(code),
  code: failure,
  tries,
  fault: { kind: 'status', status: code, body: more.body ?? { message: `${code} of this test` }, ...more },
});

const scope = {
  error: 'insufficient_scope',
  error_description: 'The request requires higher privileges than provided by the access token.',
  scope: 'api read_api',
};

export const namedFaults: readonly NamedFault[] = [
  status(401, 'unauthorized', 1),
  status(403, 'forbidden', 1),
  status(403, 'insufficientScope', 1, { name: '403 insufficient_scope', body: scope }),
  status(404, 'notFound', 1),
  status(429, 'rateLimited', 3),
  status(429, 'rateLimited', 3, { name: '429 with Retry-After', headers: { 'retry-after': '1' } }),
  status(429, 'rateLimited', 1, { name: '429 for a minute', headers: { 'retry-after': '60' } }),
  status(500, 'serverError', 3),
  status(502, 'serverError', 3),
  status(503, 'serverError', 3),
  { name: 'a sign-in page', fault: { kind: 'html' }, code: 'unexpectedAnswer', tries: 1 },
  { name: 'cut before the answer', fault: { kind: 'cut', when: 'before' }, code: 'unreachable', tries: 3 },
  { name: 'cut in the answer', fault: { kind: 'cut', when: 'middle' }, code: 'unreachable', tries: 3 },
  { name: 'half an answer', fault: { kind: 'truncated' }, code: 'unexpectedAnswer', tries: 1 },
  {
    name: 'a wrong content type',
    fault: { kind: 'contentType', type: 'text/html' },
    code: undefined,
    tries: 1,
  },
];
