import type { FailureCode } from '../../src/core/model/failure.ts';
import { zipSync } from 'fflate';
import { json, signInPage } from '../gitlab/http/reply.ts';
import type { Meaning, WireFault } from './wireFault.ts';

/** A try and two more. */
const thrice = 3;

const status = (
  code: number,
  means: FailureCode,
  requests: number,
  more: Partial<WireFault> & { readonly body?: object; readonly headers?: Record<string, string> } = {},
): WireFault => {
  const { body = { message: `${code} of this test` }, headers = {}, ...others } = more;
  const fault = { kind: 'status', status: code, body, headers } as const;
  return { name: String(code), means, requests, fault, ...others };
};

/** GitLab's clock is the one that counts, wherever it stands. */
const dated = (seconds: number) => ({
  date: 'Tue, 03 Mar 2026 12:00:00 GMT',
  'retry-after': new Date(Date.parse('2026-03-03T12:00:00Z') + seconds * 1000).toUTCString(),
});

const scope = { error: 'insufficient_scope', scope: 'api read_api' };

/** Where somebody answers, and says no. */
const statuses: readonly WireFault[] = [
  status(401, 'unauthorized', 1),
  status(403, 'forbidden', 1),
  status(403, 'insufficientScope', 1, { name: '403 insufficient_scope', body: scope }),
  status(404, 'notFound', 1),
  status(429, 'rateLimited', thrice),
  status(429, 'rateLimited', thrice, {
    name: '429 with seconds to wait',
    headers: { 'retry-after': '2' },
    leastWait: 2000,
  }),
  status(429, 'rateLimited', thrice, {
    name: '429 with a date to wait for',
    headers: dated(3),
    leastWait: 3000,
  }),
  status(429, 'rateLimited', 1, { name: '429 for a minute', headers: { 'retry-after': '60' } }),
  status(429, 'rateLimited', 1, { name: '429 until a date in an hour', headers: dated(3600) }),
  status(429, 'rateLimited', thrice, {
    name: '429 with nonsense to wait for',
    headers: { 'retry-after': '-3' },
  }),
  ...[500, 502, 503].flatMap((code) => [
    status(code, 'serverError', thrice),
    { ...status(code, 'serverError', 2), name: `${code} once`, means: 'well', times: 1 } as const,
  ]),
  status(503, 'serverError', thrice, {
    name: '503 with seconds to wait',
    headers: { 'retry-after': '2' },
    leastWait: 2000,
  }),
  status(503, 'serverError', 1, { name: '503 for two minutes', headers: { 'retry-after': '120' } }),
  {
    name: '511 of a captive portal',
    means: 'serverError',
    requests: thrice,
    fault: { kind: 'status', status: 511, body: signInPage, headers: { 'content-type': 'text/html' } },
  },
];

const zip = zipSync({ 'something/else.txt': new TextEncoder().encode('else') });

/** Where the answer is another one than was asked for. */
const others: readonly WireFault[] = [
  { name: 'a sign-in page with 200', means: 'unexpectedAnswer', requests: 1, fault: { kind: 'html' } },
  {
    name: 'a zip where JSON was due',
    // A GitLab before 19.4 answers so to the question for a report, and this one holds none.
    means: (kind) =>
      ({
        graphql: 'unexpectedAnswer',
        json: 'unexpectedAnswer',
        report: 'notDownloadable',
        member: 'damaged',
        file: undefined,
        archive: undefined,
      })[kind] as Meaning | undefined,
    requests: 1,
    fault: {
      kind: 'sent',
      send: (response) => {
        response.writeHead(200, { 'content-type': 'application/zip' }).end(zip);
        return 200;
      },
    },
  },
  {
    name: 'JSON where a zip was due',
    means: (kind) => (kind === 'archive' ? 'unexpectedAnswer' : undefined),
    requests: 1,
    fault: { kind: 'status', status: 200, body: { message: 'here you are' } },
  },
  {
    name: 'another content type than its own',
    means: 'well',
    requests: 1,
    fault: { kind: 'contentType', type: 'text/html' },
  },
  {
    name: 'GraphQL errors with 200',
    means: (kind) => (kind === 'graphql' ? 'unexpectedAnswer' : undefined),
    requests: 1,
    fault: { kind: 'errors', messages: ['Internal server error'] },
  },
  {
    name: 'GraphQL errors beside nulls',
    means: (kind) => (kind === 'graphql' ? 'unexpectedAnswer' : undefined),
    requests: 1,
    fault: { kind: 'errors', messages: ['Request timed out'], acted: true },
  },
  {
    name: 'an empty answer with 200',
    means: (kind) =>
      kind === 'file' ? undefined : kind === 'report' || kind === 'member' ? 'damaged' : 'unexpectedAnswer',
    requests: 1,
    fault: {
      kind: 'sent',
      send: (response) => {
        response.writeHead(200, json(200, {}).headers).end();
        return 200;
      },
    },
  },
];

/** Whoever answers says no, or something else than was asked. */
export const refusals: readonly WireFault[] = [...statuses, ...others];
