import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { severities } from '../../../../src/core/model/severity.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import type { Cell } from '../../../../src/core/sync/snapshotStore.ts';
import {
  describeFilter,
  isActive,
  isSevereEnough,
  matcher,
  noFilter,
  type Filter,
} from '../../../../src/core/view/filter.ts';
import { countFindings } from '../../../../src/core/model/counts.ts';
import { describeCounts } from '../../../../src/core/view/summary.ts';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { treeOf } from '../../../../src/core/view/tree.ts';
import type { TreeNode } from '../../../../src/core/view/treeNode.ts';
import { groupings, type Grouping } from '../../../../src/core/view/grouping.ts';
import { job, pipeline } from '../sync/pipelineFixture.ts';
import { bareFinding, now, readySnapshot } from './detailsFixture.ts';

const ready = (findings: readonly Finding[], more: Partial<ReadySnapshot> = {}): ReadySnapshot => ({
  ...readySnapshot,
  pipeline: pipeline(99120),
  findings,
  ...more,
});
const cellsOf = (snapshot: ReadySnapshot): ReadonlyMap<string, Cell> =>
  new Map([[snapshot.repository.root, { snapshot, ready: snapshot, refreshing: false }]]);
const roots = (snapshot: ReadySnapshot, grouping: Grouping = 'state', filter: Filter = noFilter) =>
  treeOf(cellsOf(snapshot), { grouping, filter, now, turns: oneTurn });
const childrenOf = async (node: TreeNode | undefined) => (node && 'children' in node ? node.children() : []);
const groupsOf = async (snapshot: ReadySnapshot, grouping?: Grouping, filter?: Filter) =>
  (await childrenOf(roots(snapshot, grouping, filter)[0])).filter((node) => node.kind === 'group');
const all = async (nodes: readonly TreeNode[]): Promise<readonly TreeNode[]> =>
  (await Promise.all(nodes.map(async (node) => [node, ...(await all(await childrenOf(node)))]))).flat();

const few: readonly Finding[] = [
  { ...bareFinding, key: 'a', severity: 'critical', change: 'new' },
  {
    ...bareFinding,
    key: 'b',
    severity: 'low',
    change: 'existing',
    type: 'secret_detection',
    location: { kind: 'none' },
  },
  { ...bareFinding, key: 'c', change: 'fixed', scanner: { id: 'x', name: 'Ångström' } },
  { ...bareFinding, key: 'd', change: 'new', state: 'dismissed' },
  { ...bareFinding, key: 'e', change: 'existing', state: 'resolved' },
];

test('grouped in the order that matters, each group with its number', async () => {
  const told = async (grouping: Grouping) =>
    (await groupsOf(ready(few), grouping)).map(({ label, description }) => `${label} ${description}`);
  assert.deepEqual(await told('state'), [
    'New 1',
    'Existing 1',
    'Fixed by this merge request 2',
    'Dismissed 1',
  ]);
  assert.deepEqual(await told('severity'), ['Critical 1', 'High 3', 'Low 1']);
  assert.deepEqual(await told('reportType'), ['SAST 4', 'Secret Detection 1']);
  assert.deepEqual(await told('file'), ['src/search.py 4', 'Without a file 1']);
  assert.deepEqual(await told('scanner'), ['Ångström 1', 'Semgrep 4']);
});

test('new findings are open at first; of other groups the first one', async () => {
  const open = async (grouping: Grouping, findings = few) =>
    (await groupsOf(ready(findings), grouping)).filter((node) => node.expanded).map(({ label }) => label);
  assert.deepEqual(await open('state'), ['New']);
  assert.deepEqual(await open('state', few.slice(1)), []);
  assert.deepEqual(await open('severity'), ['Critical']);
});

test('the pipeline comes last and opens to problems and jobs', async () => {
  const child = pipeline(7, {
    webUrl: 'https://gitlab.example.com/other/p/-/pipelines/7',
    jobs: [job({ id: '9', name: 'child' })],
  });
  const snapshot = ready(few, {
    pipeline: pipeline(99120, { jobs: [job({ id: '5', status: 'failed', reports: [] })], children: [child] }),
    problems: [{ kind: 'comparison', failure: 'timeout' }],
    reportsRead: 2,
  });
  const last = (await childrenOf(roots(snapshot)[0])).at(-1);
  assert.equal(last?.kind === 'pipeline' && last.label, 'Pipeline #99120');
  assert.match(last?.kind === 'pipeline' ? last.description : '', /2 reports · 1 problem$/);
  const rows = (await childrenOf(last)).map((node) =>
    'url' in node ? `${node.kind} ${node.label} ${node.url}` : '',
  );
  assert.deepEqual(rows.slice(1), [
    'job semgrep-sast https://gitlab.example.com/acme/shop/api/-/jobs/5',
    'job child https://gitlab.example.com/other/p/-/jobs/9',
  ]);
  assert.match(rows[0] ?? '', /^problem Comparison with the target branch/);
});

test('a state without findings says so, with the next steps', async () => {
  const told = async (snapshot: ReadySnapshot) =>
    (await childrenOf(roots(snapshot)[0]))
      .filter(({ kind }) => kind === 'sentence' || kind === 'step')
      .map((node) => ('label' in node ? node.label : ''));
  assert.deepEqual(await told(ready(few)), []);
  assert.match((await told(ready([])))[0] ?? '', /^No security findings in !482\./);
  assert.match(
    (await told(ready(few, { running: pipeline(99125, { status: 'running' }) })))[0] ?? '',
    /^Scanning/,
  );
  const { mergeRequest: _, ...branchOnly } = ready(few);
  assert.match((await told(branchOnly))[0] ?? '', /^No open merge request/);
});

test('what is not compared yet has a group of its own, open, below a sentence that says so', async () => {
  const pending = few.map((finding): Finding => ({ ...finding, change: 'pending' }));
  const snapshot = ready(pending, { comparison: 'pending' });
  const [sentence, step, ...others] = await childrenOf(roots(snapshot)[0]);
  assert.equal(sentence?.kind === 'sentence' && sentence.label, '3 findings in !482, comparing with main…');
  assert.equal(step?.kind, 'step');
  const told = others.flatMap((node) => (node.kind === 'group' ? [[node.label, node.expanded]] : []));
  assert.deepEqual(told, [
    ['Not compared yet', true],
    ['Fixed by this merge request', false],
    ['Dismissed', false],
  ]);
});

test('a group of very many has so many rows as are wanted, and one that leads to more', async () => {
  const many = Array.from({ length: 2500 }, (_, index): Finding => ({
    ...bareFinding,
    key: `k${index}`,
    change: 'new',
  }));
  const rowsOf = async (shown?: number) => {
    const options = { grouping: 'state', filter: noFilter, now, turns: oneTurn, shown: () => shown } as const;
    const [root] = treeOf(cellsOf(ready(many)), options);
    const [group] = (await childrenOf(root)).filter(({ kind }) => kind === 'group');
    const rows = await childrenOf(group);
    const last = rows.at(-1);
    return [
      group?.kind === 'group' && group.description,
      rows.length,
      last?.kind === 'more' && [last.description, last.rows],
    ];
  };
  assert.deepEqual(await rowsOf(), ['2,500', 501, ['500 of 2,500 shown', 1000]]);
  assert.deepEqual(await rowsOf(2000), ['2,500', 2001, ['2,000 of 2,500 shown', 2500]]);
  assert.deepEqual(await rowsOf(3000), ['2,500', 2500, false]);
});

test('very many groups are as many rows as are wanted, and one that leads to more', async () => {
  const many = Array.from({ length: 1200 }, (_, index): Finding => ({
    ...bareFinding,
    key: `k${index}`,
    location: { kind: 'code', file: index === 0 ? 'more' : `src/${String(index).padStart(4, '0')}.ts` },
  }));
  const rowsOf = async (wanted?: number) => {
    const options = { grouping: 'file', filter: noFilter, now, turns: oneTurn, shown: () => wanted } as const;
    const [root] = treeOf(cellsOf(ready(many)), options);
    assert.equal(root?.kind === 'repository' && (await root.findings()).length, 1200);
    const rows = await childrenOf(root);
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    const last = rows.find(({ kind }) => kind === 'more');
    return [
      rows.filter(({ kind }) => kind === 'group').length,
      last?.kind === 'more' && [last.description, last.rows],
    ];
  };
  assert.deepEqual(await rowsOf(), [500, ['500 of 1,200 shown', 1000]]);
  assert.deepEqual(await rowsOf(1500), [1200, false]);
});

test('repositories stand by name, in whatever order they were opened', () => {
  const named = (name: string): readonly [string, Cell] => {
    const snapshot = ready(few, { repository: { root: `file:///${name}`, name } });
    return [`file:///${name}`, { snapshot, ready: snapshot, refreshing: false }];
  };
  const cells = new Map([named('shop'), named('api'), named('Lib')]);
  const labels = treeOf(cells, { grouping: 'state', filter: noFilter, now, turns: oneTurn }).map((node) =>
    'label' in node ? node.label.split('  ')[0] : '',
  );
  assert.deepEqual(labels, ['api', 'Lib', 'shop']);
});

test('a filter for new or for existing findings hides none that may be one of them', () => {
  const pending: Finding = { ...bareFinding, change: 'pending' };
  const shown = (sections: Filter['sections']) => matcher({ ...noFilter, sections })(pending);
  assert.deepEqual([shown(['new']), shown(['existing']), shown(['fixed', 'dismissed'])], [true, true, false]);
});

test('a filter that hides everything says that it does', async () => {
  const filter = { ...noFilter, text: 'nothing like it' };
  const [first] = await childrenOf(roots(ready(few), 'state', filter)[0]);
  assert.equal(first?.kind === 'sentence' && first.label, 'No finding matches the filter.');
  assert.equal((await groupsOf(ready(few), 'state', filter)).length, 0);
});

test('filters narrow by each of their parts, and say which', () => {
  const found = (filter: Partial<Filter>) =>
    few
      .filter(matcher({ ...noFilter, ...filter }))
      .map(({ key }) => key)
      .join('');
  assert.equal(found({}), 'abcde');
  assert.equal(found({ text: 'SQL INJ' }), 'abcde');
  assert.equal(found({ text: 'search.py' }), 'acde');
  assert.equal(found({ text: 'ångström' }), 'c');
  assert.equal(found({ severities: ['critical', 'low'] }), 'ab');
  assert.equal(found({ types: ['secret_detection'] }), 'b');
  assert.equal(found({ sections: ['new', 'dismissed'] }), 'ad');
  assert.equal(found({ sections: ['new'], severities: ['low'] }), '');
  assert.equal(isActive(noFilter), false);
  assert.equal(
    describeFilter({ text: 'x', severities: ['high'], types: ['sast'], sections: ['fixed'] }),
    'Filtered: “x”, High, SAST, Fixed by this merge request',
  );
  assert.deepEqual(
    severities.filter((severity) => isSevereEnough(severity, 'medium')),
    ['critical', 'high', 'medium'],
  );
});

test('no children are made before a row is opened', async () => {
  const located: string[] = [];
  const findings = Array.from({ length: 100 }, (_, index) =>
    Object.defineProperty({ ...bareFinding, key: `k${index}` }, 'location', {
      get: () => {
        located.push('one');
        return bareFinding.location;
      },
    }),
  );
  const [root] = roots(ready(findings), 'file');
  assert.deepEqual(located, []);
  const [group] = await childrenOf(root);
  assert.ok(located.length >= 100, 'grouping by file looks at the files');
  assert.equal((await childrenOf(group)).length, 100);
});

const finding = fc
  .record({
    severity: fc.constantFrom(...severities),
    type: fc.constantFrom('sast', 'dast', 'secret_detection', 'generic'),
    change: fc.constantFrom('new', 'existing', 'fixed', 'pending'),
    state: fc.constantFrom('detected', 'confirmed', 'dismissed', 'resolved'),
    file: fc.option(fc.constantFrom('a.ts', 'b.ts', '', '\u202e')),
    scanner: fc.constantFrom('Semgrep', '', 'a\u0000b'),
  } as const)
  .map(({ file, scanner, ...rest }): Omit<Finding, 'key'> => ({
    ...bareFinding,
    ...rest,
    scanner: { id: 'x', name: scanner },
    location: file === null ? { kind: 'none' } : { kind: 'code', file },
  }));
const findings = fc
  .array(finding, { maxLength: 15 })
  .map((list) => list.map((one, index): Finding => ({ ...one, key: `key ${index}` })));
const filter: fc.Arbitrary<Filter> = fc.record({
  text: fc.constantFrom('', 'a.ts', 'sql'),
  severities: fc.subarray([...severities]),
  types: fc.subarray(['sast', 'dast'] as const).map((types) => [...types]),
  sections: fc.subarray(['new', 'existing', 'fixed', 'dismissed'] as const).map((sections) => [...sections]),
});

test('however it is grouped and filtered: every finding once, the same numbers everywhere, ids for good', async () => {
  await fc.assert(
    fc.asyncProperty(findings, fc.constantFrom(...groupings), filter, async (list, grouping, narrowed) => {
      const snapshot = ready(list);
      const nodes = await all(roots(snapshot, grouping, narrowed));
      const ids = nodes.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        (await all(roots({ ...snapshot }, grouping, narrowed))).map(({ id }) => id),
        ids,
      );

      const shown = nodes.flatMap((node) => (node.kind === 'finding' ? [node.finding.key] : []));
      const wanted = list.filter(matcher(narrowed)).map(({ key }) => key);
      assert.deepEqual([...shown].sort(), [...wanted].sort());

      const groups = await groupsOf(snapshot, grouping, narrowed);
      for (const group of groups) assert.equal(String((await childrenOf(group)).length), group.description);
      const counts = countFindings(list);
      if (counts.new + counts.existing + counts.pending > 0) {
        assert.equal(nodes[0]?.kind === 'repository' && nodes[0].description, describeCounts(counts));
      }
    }),
    { numRuns: 300 },
  );
});

test('the numbers of the tree, the badge and the status bar are one', async () => {
  await fc.assert(
    fc.asyncProperty(findings, async (list) => {
      const counts = countFindings(list);
      const groups = await groupsOf(ready(list));
      const number = (label: string) =>
        Number(groups.find((group) => group.label === label)?.description ?? 0);
      assert.deepEqual(counts, {
        new: number('New'),
        existing: number('Existing'),
        pending: number('Not compared yet'),
      });
    }),
  );
  assert.equal(describeCounts({ new: 3, existing: 12, pending: 0 }), '3 new · 12 existing');
  assert.equal(describeCounts({ new: 0, existing: 1, pending: 0 }), '1 existing');
  assert.equal(describeCounts({ new: 0, existing: 0, pending: 0 }), 'no findings');
  assert.equal(describeCounts({ new: 0, existing: 0, pending: 16 }), '16 findings');
});
