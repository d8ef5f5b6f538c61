import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import type { Outcome } from '../../../../src/core/settling/ports.ts';
import { noFix, withoutFix } from '../../../../src/core/view/describeFix.ts';
import { dismissWords } from '../../../../src/core/view/dismissalWords.ts';
import { explain } from '../../../../src/core/view/explain.ts';
import { explainOutcomes } from '../../../../src/core/view/explainOutcome.ts';
import { noFilter } from '../../../../src/core/view/filter.ts';
import { lensesOf } from '../../../../src/core/view/lens.ts';
import { leftOutWords } from '../../../../src/core/view/settlementWords.ts';
import { describeCounts } from '../../../../src/core/view/summary.ts';
import { treeOf } from '../../../../src/core/view/tree.ts';
import { pipeline } from '../sync/pipelineFixture.ts';
import { bareFinding, now, readySnapshot } from './detailsFixture.ts';

const findings = Array.from({ length: 1234 }, (_, index): Finding => ({ ...bareFinding, key: `k${index}` }));
const snapshot = { ...readySnapshot, pipeline: pipeline(7), findings };
const cell = { snapshot, ready: snapshot, refreshing: false };
const targets = findings.map((finding) => ({ root: 'r', snapshot, finding }));

/** What each surface says of very many findings. */
async function sayings(): Promise<readonly string[]> {
  const [repository] = treeOf(new Map([['r', cell]]), {
    grouping: 'state',
    filter: noFilter,
    now,
    turns: oneTurn,
  });
  assert.ok(repository?.kind === 'repository');
  const groups = (await repository.children()).filter((node) => node.kind === 'group');
  const refused = targets.map((target): Outcome => ({ kind: 'refused', target, failure: new Error() }));
  const { short, sentence } = explain(cell, now);
  return [
    short,
    sentence,
    repository.description,
    ...groups.flatMap((group) => [
      group.description,
      ...group.children().flatMap((node) => (node.kind === 'more' ? node.description : [])),
    ]),
    ...lensesOf(findings, 'actions', () => assert.fail()).map(({ title }) => title),
    leftOutWords(1233, 1234, 'dismissed'),
    withoutFix(1233, 1234),
    noFix(1234),
    explainOutcomes(dismissWords('used_in_tests'), refused).sentence,
    describeCounts({ new: 0, existing: 1234, pending: 1234 }),
  ];
}

test('thousands are separated wherever findings are counted', async () => {
  const said = await sayings();
  assert.equal(said.length, 11);
  for (const text of said) {
    assert.doesNotMatch(text, /\d{4}/);
    assert.match(text, /1,23[134]/);
  }
  assert.ok(said.includes('1,234 new'), said.join('\n'));
});
