import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { matchFindings, type Identified } from '../../../../src/core/identity/matchFindings.ts';
import type { TrackingSignature } from '../../../../src/core/model/finding.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { sastReport, vulnerability } from '../../../support/reportFixture.ts';
import { at, identified, reported, signature } from './fixture.ts';

// A report is whatever somebody pushed. Were each finding held against each other one, these would take minutes.
const many = 50_000;
const atMost = { timeout: 20_000 };

type Make = (index: number, side: 'head' | 'base') => Identified;

async function pairsOf(make: Make): Promise<number> {
  const side = (name: 'head' | 'base') => Array.from({ length: many }, (_, index) => make(index, name));
  const [head, base] = [side('head'), side('base')];
  const started = performance.now();
  const { size } = (await matchFindings(head, base, oneTurn)).pairs;
  const took = performance.now() - started;
  assert.ok(took < 5000, `took ${took.toFixed(0)} ms`);
  return size;
}

const signed = (line: number, ...signatures: readonly TrackingSignature[]) =>
  identified(reported({ location: at(line), signatures }));

test('every finding has an algorithm of its own, which GitLab does not know', atMost, async () => {
  // What a report calls an algorithm is any text.
  const own = (index: number) =>
    [{ algorithm: `own-${index}`, value: 'x' }] as unknown as readonly TrackingSignature[];
  assert.equal(await pairsOf((index) => signed(index + 1, ...own(index))), many);
});

test('all share one mark, and a better one tells each from each', atMost, async () => {
  assert.equal(
    await pairsOf((index, side) =>
      signed(1, signature('hash', 'same'), signature('scope_offset', `${side}-${index}`)),
    ),
    0,
  );
});

test('all share one mark, and GitLab tells each from each', atMost, async () => {
  assert.equal(await pairsOf((index, side) => identified(reported(), ['a()'], `${side}-${index}`)), 0);
});

test('all are at one place, with another text in the base', atMost, async () => {
  assert.equal(await pairsOf((_, side) => identified(reported(), [side])), 0);
});

test(
  'a finding without the better mark finds its partner behind all that may not be it',
  atMost,
  async () => {
    const hash = signature('hash', 'same');
    assert.equal(
      await pairsOf((index, side) =>
        index === many - 1 ? signed(1, hash) : signed(1, hash, signature('scope_offset', `${side}-${index}`)),
      ),
      2,
      'the last of each side and the first of the other',
    );
  },
);

test(
  'one finding with many algorithms is read in a moment, and keeps those that GitLab knows',
  atMost,
  () => {
    const signatures = Array.from({ length: many }, (_, index) => ({
      algorithm: `own-${index}`,
      value: 'x',
    }));
    const known = { algorithm: 'hash', value: 'h' };
    const tracking = { type: 'source', items: [{ signatures: [...signatures, known] }] };
    const report = sastReport(vulnerability({ tracking }));
    const started = performance.now();
    const { findings } = parseReport(new TextEncoder().encode(JSON.stringify(report)));
    assert.ok(performance.now() - started < 5000);
    assert.deepEqual(findings[0]?.signatures, [known]);
  },
);
