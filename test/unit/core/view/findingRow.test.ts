import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { lineRange } from '../../../../src/core/placement/lines.ts';
import type { Placement } from '../../../../src/core/placement/placement.ts';
import { findingRow } from '../../../../src/core/view/findingRow.ts';
import type { Grouping } from '../../../../src/core/view/grouping.ts';
import { bareFinding } from './detailsFixture.ts';

const row = (grouping: Grouping, placement?: Placement, finding: Finding = bareFinding) => {
  const { label, description } = findingRow(finding, grouping, placement);
  return `${label} | ${description}`;
};
const at = (path: string, start: number, more: object = {}): Placement => ({
  kind: 'moved',
  path,
  lines: lineRange(start, start + 1),
  ...more,
});

test('a row leaves out what its group has said, and begins with what no group says', () => {
  assert.equal(row('state'), 'SQL injection | src/search.py:48 · SAST');
  assert.equal(row('severity'), 'SQL injection | New · src/search.py:48 · SAST');
  assert.equal(
    row('scanner', undefined, { ...bareFinding, change: 'fixed' }),
    'SQL injection | Fixed · src/search.py:48 · SAST',
  );
});

test('within a file the line stands before the title, where no narrow side bar hides it', () => {
  assert.equal(row('file'), '48: SQL injection | New · SAST');
  assert.equal(row('file', at('src/search.py', 50)), '51: SQL injection | New · SAST');
  assert.equal(
    row('file', undefined, { ...bareFinding, underway: 'dismissing', hasRemediation: true }),
    '48: SQL injection | New · Dismissing… · SAST · fix available',
  );
  const notebook = { ...bareFinding, location: { kind: 'code', file: 'a.ipynb' } } as const;
  assert.equal(row('file', at('a.ipynb', 1, { cell: 2 }), notebook), 'cell 3:2: SQL injection | New · SAST');
});

test('a place that is no line of the file is told in whole', () => {
  assert.equal(row('file', at('src/search.py.old', 3)), 'SQL injection | New · src/search.py.old:4 · SAST');
  assert.equal(row('file', at('src/other.py', 3)), 'SQL injection | New · src/other.py:4 · SAST');
  const web = { ...bareFinding, location: { kind: 'web', method: 'GET', path: '/login' } } as const;
  assert.equal(row('file', undefined, web), 'SQL injection | New · GET /login · SAST');
  const file = { ...bareFinding, location: { kind: 'code', file: 'src/search.py' } } as const;
  assert.equal(row('file', undefined, file), 'SQL injection | New · SAST');
});

test('a line that is not there any more is not told as if it were', () => {
  const gone: Placement = { kind: 'gone', path: 'src/search.py', because: 'code' };
  assert.equal(row('file', gone), 'SQL injection | New · code gone · line 48 · SAST');
});
