import { cwe, type Identifier } from './identifiers.ts';
import type { SampleFinding, SampleReport } from './sampleFinding.ts';
import { evidence, scannedResources, webLocation, type Exchange, type Page } from './web.ts';

const orders: Page = { method: 'GET', path: '/orders' };
const exports: Page = { method: 'GET', path: '/exports/orders.csv' };

/** What the job `dast` writes about the staging environment. */
export const dast: SampleReport = {
  type: 'dast',
  version: '15.2.1',
  analyzer: {
    id: 'browser-based-dast',
    name: 'browser-based-dast',
    version: '6.20.0',
    url: 'https://gitlab.com/gitlab-org/security-products/dast',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'browserker',
    name: 'GitLab DAST',
    version: '6.20.0',
    url: 'https://docs.gitlab.com/user/application_security/dast/browser/',
    vendor: 'GitLab',
  },
  scannedResources: scannedResources([orders, exports, { method: 'GET', path: '/health' }]),
  findings: [
    seen('new', check('22.1', 'Improper limitation of a pathname'), cwe(22), exports, {
      name: 'Path traversal',
      severity: 'High',
      description: `The server gave out a file from outside the folder of exports: the answer has the first line of
\`/etc/passwd\`.`,
      solution: 'Resolve the path that is asked for, and refuse it when it is not inside the folder.',
      exchange: {
        summary: 'The answer contains "root:x:0:0:root", which is a line of /etc/passwd.',
        asked: '/exports/..%2F..%2F..%2Fetc%2Fpasswd',
        status: [200, 'OK'],
        responseHeaders: { 'Content-Type': 'text/csv; charset=utf-8' },
        responseBody: 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n',
      },
    }),
    seen('existing', check('16.7', 'Strict-Transport-Security header missing or invalid'), cwe(16), orders, {
      name: 'Strict-Transport-Security header missing',
      severity: 'Low',
      description: 'Browsers are not told to use HTTPS only, so a first visit can be intercepted.',
      solution: 'Send `Strict-Transport-Security: max-age=31536000; includeSubDomains` with every answer.',
      exchange: {
        summary: 'The header Strict-Transport-Security is not there.',
        status: [200, 'OK'],
        responseHeaders: { 'Content-Type': 'application/json' },
        responseBody: '{"orders": [], "count": 0}\n',
      },
    }),
    seen('existing', check('614.1', 'Sensitive cookie without Secure attribute'), cwe(614), orders, {
      name: 'Cookie without Secure attribute',
      severity: 'Low',
      description: 'The cookie `session` is sent over HTTP, too, where everybody on the way can read it.',
      solution: 'Set the attribute `Secure`.',
      exchange: {
        summary: 'Set-Cookie has no Secure.',
        status: [200, 'OK'],
        responseHeaders: { 'Set-Cookie': 'session=[MASKED]; HttpOnly; Path=/' },
        responseBody: '{"orders": [], "count": 0}\n',
      },
    }),
    seen('existing', check('16.2', 'Server header exposes version information'), cwe(16), orders, {
      name: 'Server header exposes its version',
      severity: 'Info',
      description: 'Knowing the version, attackers know which weaknesses to try.',
      solution: 'Leave the version out of the header `Server`.',
      exchange: {
        summary: 'Server: gunicorn/21.2.0',
        status: [200, 'OK'],
        responseBody: '{"orders": [], "count": 0}\n',
      },
    }),
  ],
};

interface Seen extends Pick<SampleFinding, 'name' | 'severity' | 'description'> {
  readonly solution: string;
  readonly exchange: Exchange;
}

function check(number: string, name: string): Identifier {
  const page = 'https://docs.gitlab.com/user/application_security/dast/browser/checks';
  return { type: 'browserker', name, value: number, url: `${page}/${number}/` };
}

function seen(
  presence: SampleFinding['presence'],
  primary: Identifier,
  weakness: Identifier,
  page: Page,
  { exchange, ...finding }: Seen,
): SampleFinding {
  return {
    presence,
    ...finding,
    identifiers: [primary, weakness],
    links: [{ url: weakness.url ?? '' }],
    location: () => webLocation(page),
    more: () => ({ evidence: evidence(page, exchange) }),
  };
}
