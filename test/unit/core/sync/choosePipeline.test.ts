import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipeline } from '../../../../src/core/model/pipeline.ts';
import { choosePipeline } from '../../../../src/core/sync/choosePipeline.ts';
import { job, pipeline } from './pipelineFixture.ts';

const other = { sha: 'c'.repeat(40) };
const noJobs = { jobs: [] };
const noReport = { jobs: [job({ reports: [], status: 'canceled' })] };

/** Pipelines, GitLab's head pipeline, and `shown` or `shown running`. */
const table: readonly (readonly [string, readonly Pipeline[], string | undefined, string])[] = [
  ['none', [], undefined, '-'],
  ['one that is finished', [pipeline(1)], '1', '1'],
  ['one that runs', [pipeline(1, { status: 'running' })], '1', '- 1'],
  ['a newer one runs', [pipeline(2, { status: 'running' }), pipeline(1)], '2', '1 2'],
  ['an older one still runs', [pipeline(2), pipeline(1, { status: 'running' })], '2', '2'],
  [
    'two run: the newest is told',
    [pipeline(3, { status: 'pending' }), pipeline(2, { status: 'running' }), pipeline(1)],
    '3',
    '1 3',
  ],
  ['the newest of several finished', [pipeline(1), pipeline(3), pipeline(2)], '3', '3'],
  ['ids are numbers', [pipeline(99), pipeline(100)], '100', '100'],
  ['a failed one still scanned', [pipeline(2, { status: 'failed' }), pipeline(1)], '2', '2'],
  [
    'branch and detached of one push: the one with security jobs',
    [pipeline(3, noJobs), pipeline(2, { mergeRequestEventType: 'detached' })],
    '3',
    '2',
  ],
  [
    'branch and detached of one push, both with security jobs: the one GitLab calls the head',
    [pipeline(3), pipeline(2, { mergeRequestEventType: 'detached' })],
    '2',
    '2',
  ],
  ["GitLab's head of an older push is not the newest", [pipeline(3, other), pipeline(2)], '2', '3'],
  [
    'security jobs in a child count',
    [pipeline(2, { ...noJobs, children: [pipeline(7)] }), pipeline(1)],
    '2',
    '2',
  ],
  ['none has security jobs: the newest says so', [pipeline(2, noJobs), pipeline(1, noJobs)], '1', '1'],
  [
    'none has security jobs, and of two pushes',
    [pipeline(2, { ...noJobs, ...other }), pipeline(1, noJobs)],
    '1',
    '2',
  ],
  [
    'skipped ([ci skip]) scanned nothing',
    [pipeline(2, { status: 'skipped', ...noJobs }), pipeline(1)],
    '2',
    '1',
  ],
  ['canceled before a report', [pipeline(2, { status: 'canceled', ...noReport }), pipeline(1)], '2', '1'],
  ['canceled after a report', [pipeline(2, { status: 'canceled' }), pipeline(1)], '2', '2'],
  ['canceled, and there is no other', [pipeline(2, { status: 'canceled', ...noReport })], '2', '2'],
  ['waiting for a person, with a report', [pipeline(2, { status: 'manual' }), pipeline(1)], '2', '2'],
  [
    'waiting for a person before any report',
    [pipeline(2, { status: 'manual', ...noReport }), pipeline(1)],
    '2',
    '1',
  ],
  [
    'a failed scan is not hidden behind an older one',
    [pipeline(2, { status: 'failed', jobs: [job({ reports: [], status: 'failed' })] }), pipeline(1)],
    '2',
    '2',
  ],
  ['canceling is not over', [pipeline(2, { status: 'canceling' }), pipeline(1)], '2', '1 2'],
];

for (const [name, pipelines, head, wanted] of table) {
  test(name, () => {
    for (const order of [pipelines, [...pipelines].reverse()]) {
      const { shown, running } = choosePipeline(order, head);
      assert.equal(`${shown?.id ?? '-'}${running ? ` ${running.id}` : ''}`, wanted);
    }
  });
}
