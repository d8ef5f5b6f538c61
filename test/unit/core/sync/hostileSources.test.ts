import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import type { FindingSource } from '../../../../src/core/model/finding.ts';
import { mergeSources, type PipelineFinding } from '../../../../src/core/sync/mergeSources.ts';
import { reported } from '../identity/fixture.ts';
import { pipeline } from './pipelineFixture.ts';

// Whoever writes a report may say the same fifty thousand times. Lists copied for each time would take half a minute.
const many = 50_000;

interface Told {
  readonly scanner: string;
  readonly title: string;
  readonly source: FindingSource;
}

const one: FindingSource = { kind: 'artifact', job: 'one', version: '15.2.4' };
const other: FindingSource = { kind: 'artifact', job: 'other', version: '15.2.4' };

async function merged(all: readonly Told[]): Promise<readonly PipelineFinding[]> {
  const reports = [one, other].map((source) => ({
    report: {
      findings: all
        .filter((told) => told.source === source)
        .map(({ scanner, title }) => reported({ title, scanner: { id: scanner, name: scanner } })),
      problems: [],
    },
    source,
    pipeline: pipeline(1),
  }));
  const gathered = { gitlab: [], reports, reportsRead: 2, problems: [], hasUnreadable: false };
  const started = performance.now();
  const findings = await mergeSources(gathered, () => undefined, oneTurn);
  const took = performance.now() - started;
  assert.ok(took < 5000, `took ${took.toFixed(0)} ms`);
  return findings;
}

test('the same finding many times is one, and names each job once', async () => {
  const again = { scanner: 'semgrep', title: 'Rule' };
  const all = Array.from({ length: many }, () => ({ ...again, source: one }));
  const [finding, ...more] = await merged([...all, { ...again, source: other }]);
  assert.deepEqual([finding?.finding.sources, more], [[one, other], []]);
});

test('what another scanner has at its place many times is one, and names each scanner once', async () => {
  const twins = Array.from({ length: many }, (_, index) => ({
    scanner: 'acme',
    title: `Rule ${index}`,
    source: one,
  }));
  const [finding, ...more] = await merged([...twins, { scanner: 'semgrep', title: 'Rule', source: other }]);
  assert.deepEqual(
    [finding?.finding.scanner.id, finding?.finding.otherScanners?.map(({ id }) => id), more],
    ['semgrep', ['acme'], []],
  );
  assert.deepEqual(finding?.finding.sources, [other, one]);
});
