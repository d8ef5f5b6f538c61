import { reachesGitLab, type Fault } from '../../../gitlab/http/fault.ts';

/** A way for a write to go wrong for good, and whether GitLab has done what it was asked to. */
export interface WriteFault {
  readonly name: string;
  readonly fault: Fault;
  readonly acted: boolean;
}

const named = (name: string, fault: Fault): WriteFault => ({
  name,
  fault,
  acted: reachesGitLab(fault) && fault.kind !== 'mutationErrors',
});

const status = (
  code: number,
  acted = false,
  body: string | object = { message: `${code} of this test` },
): Fault => ({ kind: 'status', status: code, body, acted });

/** Every way that a write may go wrong on the wire, before GitLab acts and after. */
export const wireFaults: readonly WriteFault[] = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 502, 503].map((code) => named(`${code}`, status(code))),
  named('403 insufficient_scope', status(403, false, { error: 'insufficient_scope' })),
  ...[500, 504].map((code) => named(`${code} after acting`, status(code, true))),
  named('502 after acting', status(502, true, 'Bad gateway')),
  named('a sign-in page', { kind: 'html' }),
  named('cut before acting', { kind: 'cut', when: 'before' }),
  named('cut after acting', { kind: 'cut', when: 'after' }),
  named('cut in the answer', { kind: 'cut', when: 'middle' }),
  named('timeout before acting', { kind: 'hang', when: 'before' }),
  named('timeout after acting', { kind: 'hang', when: 'after' }),
  named('half an answer', { kind: 'truncated' }),
];

/** GraphQL's own ways. */
export const graphqlFaults: readonly WriteFault[] = [
  named('errors with status 200', { kind: 'errors', messages: ['Internal server error'] }),
  named('errors with status 200 after acting', {
    kind: 'errors',
    messages: ['Request timed out'],
    acted: true,
  }),
  named('errors in the payload', { kind: 'mutationErrors', errors: ['Not now'] }),
];
