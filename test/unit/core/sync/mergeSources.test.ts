import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import type { Location } from '../../../../src/core/model/location.ts';
import type { Pipeline } from '../../../../src/core/model/pipeline.ts';
import type { SourcedFinding } from '../../../../src/core/sync/gatherFindings.ts';
import { mergeSources } from '../../../../src/core/sync/mergeSources.ts';

const pipeline: Pipeline = {
  id: '1',
  iid: '1',
  projectPath: 'acme/api',
  sha: 'a'.repeat(40),
  status: 'success',
  webUrl: 'https://gitlab.example.com/acme/api/-/pipelines/1',
  jobs: [],
  children: [],
};

const found = (title: string, location: Location, more: Partial<SourcedFinding>): SourcedFinding => ({
  finding: {
    type: 'api_fuzzing',
    title,
    severity: 'high',
    scanner: { id: 'api-fuzzing', name: 'API Fuzzing' },
    identifiers: [{ type: 'rule', name: 'A', value: 'A' }],
    location,
    falsePositive: false,
    signatures: [],
  },
  source: { kind: 'gitlab' },
  pipeline,
  hasRemediation: false,
  ...more,
});

test('what GitLab tells without its place is the finding of that name in the report', async () => {
  const fromGitLab = found('Unhandled error', { kind: 'none' }, { uuid: 'u', state: 'dismissed' });
  const fromReport = found(
    'Unhandled error',
    { kind: 'web', path: '/orders', method: 'GET' },
    { source: { kind: 'artifact', job: 'api', version: '15.2.4' } },
  );
  const other = found('Another error', { kind: 'web', path: '/x' }, fromReport);
  const merged = await mergeSources(
    {
      gitlab: [fromGitLab],
      reports: [
        {
          report: {
            findings: [fromReport.finding, { ...other.finding, title: 'Another error' }],
            problems: [],
          },
          source: fromReport.source,
          pipeline,
        },
      ],
      reportsRead: 1,
      hasUnreadable: false,
      problems: [],
    },
    () => undefined,
    oneTurn,
  );
  assert.deepEqual(
    merged.map(({ finding: { title, state, uuid, sources } }) => [title, state, uuid, sources.length]),
    [
      ['Unhandled error', 'dismissed', 'u', 2],
      ['Another error', 'detected', undefined, 1],
    ],
  );
});
