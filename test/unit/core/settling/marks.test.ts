import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../../src/core/model/finding.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { nature, readMarks, writeMarks, type KeptMarks } from '../../../../src/core/settling/keptMarks.ts';
import { readIssueDraft, type IssueDraft } from '../../../../src/core/settling/issueDraft.ts';
import { Marks } from '../../../../src/core/settling/marks.ts';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import { countFindings } from '../../../../src/core/model/counts.ts';
import { sectionOf } from '../../../../src/core/view/words.ts';
import { bareFinding, readySnapshot } from '../view/detailsFixture.ts';

const { root } = readySnapshot.repository;
const at = '2026-03-01T12:00:00Z';

function scene(findings: readonly Finding[] = [bareFinding]) {
  const saved = new Map<string, unknown>();
  const storage = {
    // As a workspace's storage does it: by way of JSON.
    load: (key: string): unknown => JSON.parse(JSON.stringify(saved.get(key) ?? null)),
    save: (key: string, value: unknown) => saved.set(key, value),
  };
  const open = () => {
    const marks = new Marks(storage);
    const store = new SnapshotStore((snapshot) => marks.apply(snapshot));
    marks.onDidChange((changed) => store.remark(changed));
    return { marks, store };
  };
  const snapshot: ReadySnapshot = { ...readySnapshot, findings };
  const { marks, store } = open();
  store.settle(snapshot);
  const shown = (of = store) => of.cells.get(root)?.ready?.findings[0] ?? assert.fail();
  return { marks, store, snapshot, shown, open };
}

const hide =
  (finding: Finding) =>
  (own: KeptMarks): KeptMarks => ({
    ...own,
    hidden: { reason: 'used_in_tests', comment: 'Only here', at, of: nature(finding) },
  });

test('hidden here: out of the counts, in a section of its own, and so after a restart', () => {
  const { marks, snapshot, shown, open } = scene();
  marks.update(root, [bareFinding.key], hide(bareFinding));
  assert.equal(sectionOf(shown()), 'hidden');
  assert.equal(countFindings([shown()]).new, 0);
  const next = open();
  next.store.settle(snapshot);
  assert.equal(shown(next.store).hidden?.comment, 'Only here');
});

for (const [what, change] of Object.entries({
  severity: { severity: 'critical' },
  title: { title: 'Worse than that' },
  rule: { identifiers: [{ type: 'cwe', name: 'CWE-1', value: '1' }] },
} as const satisfies Record<string, Partial<Finding>>)) {
  test(`another ${what}: what was hidden is shown again`, () => {
    const { marks, store, snapshot, shown } = scene();
    marks.update(root, [bareFinding.key], hide(bareFinding));
    store.settle({ ...snapshot, findings: [{ ...bareFinding, ...change }] });
    assert.equal(shown().hidden, undefined);
  });
}

test('on other lines it is still the one that was hidden', () => {
  const { marks, store, snapshot, shown } = scene();
  marks.update(root, [bareFinding.key], hide(bareFinding));
  const location = { kind: 'code', file: 'src/search.py' } as const;
  store.settle({ ...snapshot, findings: [{ ...bareFinding, location }] });
  assert.ok(shown().hidden);
});

test('an applied fix waits for the next pipeline, over a restart too, and no longer', () => {
  const { marks, store, snapshot, shown, open } = scene();
  const appliedFix = { at, pipelineId: snapshot.pipeline.id };
  marks.update(root, [bareFinding.key], (own) => ({ ...own, appliedFix }));
  assert.deepEqual(shown().appliedFix, appliedFix);
  const next = open();
  next.store.settle(snapshot);
  assert.deepEqual(shown(next.store).appliedFix, appliedFix);
  store.settle({ ...snapshot, pipeline: { ...snapshot.pipeline, id: '99999' } });
  assert.equal(shown().appliedFix, undefined);
});

test('what is under way is of this window only', () => {
  const { marks, snapshot, shown, open } = scene();
  const end = marks.begin(root, [bareFinding.key], 'dismissing');
  assert.equal(shown().underway, 'dismissing');
  const next = open();
  next.store.settle(snapshot);
  assert.equal(shown(next.store).underway, undefined);
  end(bareFinding.key);
  assert.equal(shown().underway, undefined);
});

test('a refresh in between keeps what is under way, and an answer that was shown before it', () => {
  const { marks, store, snapshot, shown } = scene();
  marks.begin(root, [bareFinding.key], 'dismissing');
  store.begin({ kind: 'loading', repository: snapshot.repository }, true);
  store.amend(root, [bareFinding.key], (finding) => ({ ...finding, state: 'dismissed' }));
  assert.deepEqual([shown().underway, shown().state], ['dismissing', 'dismissed']);
  store.settle(snapshot);
  assert.deepEqual([shown().underway, shown().state], ['dismissing', 'detected']);
});

test('findings without marks are the same objects, and so is a snapshot without any', () => {
  const other = { ...bareFinding, key: 'other' };
  const { marks, store, snapshot } = scene([bareFinding, other]);
  assert.equal(marks.apply(snapshot), snapshot);
  marks.update(root, [bareFinding.key], hide(bareFinding));
  assert.equal(store.cells.get(root)?.ready?.findings[1], other);
});

test('marks and answers move no finding: only a run of its own tells of other ones', () => {
  const { marks, store, snapshot } = scene();
  const told: string[] = [];
  store.onDidFetch(() => told.push('fetched'));
  store.onDidRestate(() => told.push('restated'));
  marks.update(root, [bareFinding.key], hide(bareFinding));
  store.amend(root, [bareFinding.key], (finding) => ({ ...finding }));
  store.amend(root, [bareFinding.key], (finding) => finding);
  store.amend(root, ['no such key'], (finding) => finding);
  store.settle(snapshot);
  assert.deepEqual(told, ['restated', 'restated', 'fetched']);
});

test('what was typed is kept, and costs no mark on the finding', () => {
  const { marks, shown, open } = scene();
  marks.update(root, [bareFinding.key], (own) => ({ ...own, draft: { comment: 'Half a th', at } }));
  assert.equal(open().marks.of(root, bareFinding.key).draft?.comment, 'Half a th');
  assert.ok(!('draft' in shown()));
});

test('two thousand are kept, the newest ones', () => {
  const many = new Map(
    Array.from({ length: 2500 }, (_, index) => [`k${index}`, { draft: { comment: '', at } }]),
  );
  const read = readMarks(writeMarks(many));
  assert.equal(read.size, 2000);
  assert.ok(read.has('k2499') && !read.has('k0'));
});

const whole: KeptMarks = {
  request: { discussionId: 'd', url: 'https://gitlab.example.com/n', at, answer: { by: 'mira', at } },
  hidden: { reason: 'used_in_tests', comment: 'Only here', at, of: 'this' },
  appliedFix: { at, pipelineId: '1' },
  fixMergeRequest: { iid: '2', url: 'https://gitlab.example.com/m' },
  issue: { iid: '3', url: 'https://gitlab.example.com/i' },
  draft: { comment: 'Half a th', at, reason: 'false_positive' },
};

const stored = (marks: unknown) => readMarks({ marks: [['k', marks]] }).get('k');

test('whole marks are read as they were written', () => {
  assert.deepEqual(stored(whole), whole);
});

for (const [name, broken] of Object.entries({
  request: [{ answer: 'yes' }, { answer: { by: 7, at } }, { url: 5 }],
  hidden: [{ reason: 'because' }, { comment: 5 }],
  appliedFix: [{ pipelineId: 1 }],
  fixMergeRequest: [{ iid: 2 }],
  issue: [{ url: null }],
  draft: [{ reason: 'because' }, { comment: {} }],
} as const satisfies Record<keyof KeptMarks, readonly object[]>))
  test(`a damaged ${name} is dropped, and the other marks stay`, () => {
    for (const flaw of broken) {
      const damaged = { ...whole, [name]: { ...whole[name as keyof KeptMarks], ...flaw } };
      const { [name as keyof KeptMarks]: _damaged, ...others } = whole;
      assert.deepEqual(stored(damaged), others, JSON.stringify(flaw));
    }
  });

test('a damaged draft of an issue is none', () => {
  const draft: IssueDraft = {
    root,
    projectPath: 'shop/api',
    text: '# Title',
    parts: [{ keys: ['k'], begun: true, existing: { iid: '3', url: 'https://gitlab.example.com/i' } }],
    confidential: true,
    labels: ['bug'],
    assignee: { id: 7, name: 'mira' },
    confirms: false,
  };
  assert.deepEqual(readIssueDraft(draft), draft);
  for (const flaw of [
    { parts: [{ keys: [5] }] },
    { parts: [{ keys: ['k'], existing: 'yes' }] },
    { parts: [{ keys: ['k'], begun: 1 }] },
    { labels: [5] },
    { milestone: { id: '1', name: 'v1' } },
    { text: undefined },
  ])
    assert.equal(readIssueDraft({ ...draft, ...flaw }), undefined, JSON.stringify(flaw));
});

test('whatever a workspace remembers, nothing throws and nothing half is believed', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      for (const value of [stored, { marks: stored }, { marks: [['k', stored]] }]) {
        for (const { hidden, request, appliedFix } of readMarks(value).values()) {
          assert.equal(typeof (hidden?.at ?? ''), 'string');
          assert.equal(typeof (request?.url ?? ''), 'string');
          assert.equal(typeof (appliedFix?.pipelineId ?? ''), 'string');
        }
      }
    }),
  );
});
