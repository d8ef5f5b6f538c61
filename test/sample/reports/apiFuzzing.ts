import { cwe, type Identifier } from './identifiers.ts';
import type { SampleReport } from './sampleFinding.ts';
import { evidence, scannedResources, webLocation, type Page } from './web.ts';

const startExport: Page = { method: 'POST', path: '/exports', param: 'columns' };
const findOrders: Page = { method: 'GET', path: '/orders', param: 'sort' };
const error = '<!doctype html>\n<title>OperationalError // Werkzeug Debugger</title>\n';

/** What the job `apifuzzer_fuzz` writes: requests the service did not expect. */
export const apiFuzzing: SampleReport = {
  type: 'api_fuzzing',
  version: '15.2.1',
  analyzer: {
    id: 'gitlab-api-security',
    name: 'GitLab API Security',
    version: '6.7.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/api-fuzzing',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'gitlab-api-security',
    name: 'GitLab API Security',
    version: '6.7.0',
    url: 'https://docs.gitlab.com/user/application_security/api_fuzzing/',
    vendor: 'GitLab',
  },
  scannedResources: scannedResources([startExport, findOrders]),
  findings: [
    {
      presence: 'new',
      name: 'Unhandled error for a fuzzed body',
      severity: 'Medium',
      description:
        'A value of another type in `columns` ends in an error of the server instead of an answer in the 400s.',
      solution: 'Check the body against the schema in `openapi.yaml`, and answer 422 where it does not fit.',
      identifiers: [assertion('Json Fuzzing Check'), cwe(20)],
      location: () => webLocation(startExport),
      more: () => ({
        evidence: evidence(startExport, {
          summary: 'Expected a status below 500, got 500 Internal Server Error.',
          requestBody: '{"customer": "Park", "columns": {"$ne": 1}}',
          status: [500, 'Internal Server Error'],
          responseHeaders: { 'Content-Type': 'text/html; charset=utf-8' },
          responseBody: error,
        }),
      }),
    },
    {
      presence: 'existing',
      name: 'Unhandled error for a fuzzed parameter',
      severity: 'Unknown',
      description:
        'An unexpected text in `sort` ends in an error of the server, whose page shows parts of the code.',
      identifiers: [assertion('General Fuzzing Check'), cwe(209)],
      location: () => webLocation(findOrders),
      more: () => ({
        evidence: evidence(findOrders, {
          summary: 'Expected a status below 500, got 500 Internal Server Error.',
          asked: '/orders?customer=Park&sort=%00%C0%AF',
          status: [500, 'Internal Server Error'],
          responseHeaders: { 'Content-Type': 'text/html; charset=utf-8' },
          responseBody: error,
        }),
      }),
    },
  ],
};

function assertion(name: string): Identifier {
  return { type: 'API Fuzzing Check', name, value: name.toLowerCase().replaceAll(' ', '-') };
}
