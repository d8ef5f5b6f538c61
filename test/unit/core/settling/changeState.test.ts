import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dismissFindings, restoreFindings } from '../../../../src/core/settling/changeState.ts';
import type { Outcome, StateChanges } from '../../../../src/core/settling/ports.ts';
import { dismissWords, editWords } from '../../../../src/core/view/dismissalWords.ts';
import { explainEach, explainOutcomes } from '../../../../src/core/view/explainOutcome.ts';
import { graphqlFaults, wireFaults } from '../../gitlab/support/writeFaults.ts';
import { makeScene, shown, type Scene } from './support.ts';

const never = new AbortController().signal;
const why = { reason: 'false_positive', comment: 'Only in a test' } as const;
const words = dismissWords(why.reason);

const states = (scene: Scene) => scene.ports(({ states: changes }) => changes);
const dismiss = (scene: Scene, said: Parameters<typeof dismissFindings>[1] = why) =>
  dismissFindings([scene.target()], said, states(scene), {}, never);

/** What can be done to a state, from where, and how one sees on the server that it was done. */
interface Deed {
  readonly operation: RegExp;
  readonly target: string;
  readonly before: 'detected' | 'dismissed';
  readonly run: (scene: Scene) => Promise<readonly Outcome[]>;
  readonly after: { readonly state: string; readonly comment?: string };
}

const actions: Readonly<Record<string, Deed>> = {
  dismiss: {
    operation: /DismissFinding/,
    target: 'DismissFinding',
    before: 'detected',
    run: dismiss,
    after: { state: 'dismissed', comment: why.comment },
  },
  edit: {
    operation: /DismissFinding/,
    target: 'DismissFinding',
    before: 'dismissed',
    run: (scene) => dismiss(scene, { reason: 'used_in_tests', comment: 'Better words' }),
    after: { state: 'dismissed', comment: 'Better words' },
  },
  restore: {
    operation: /RestoreFinding/,
    target: 'RestoreFinding',
    before: 'dismissed',
    run: (scene) => restoreFindings([scene.target()], undefined, states(scene), {}, never),
    after: { state: 'detected' },
  },
};

async function prepared(t: Parameters<typeof makeScene>[0], before: Deed['before']): Promise<Scene> {
  const scene = await makeScene(t);
  if (before === 'dismissed') {
    await dismiss(scene, { reason: 'acceptable_risk', comment: 'Before' });
    scene.gitlab.resetRequests();
    scene.refreshes.length = 0;
  }
  return scene;
}

/** What GitLab holds of the one finding. */
function held(scene: Scene): { readonly state: string; readonly comment?: string } {
  const record = scene.gitlab.vulnerability(scene.target().finding.uuid ?? '');
  const comment = record?.dismissal?.comment;
  return { state: record?.state ?? 'detected', ...(comment !== undefined && { comment }) };
}

for (const [name, deed] of Object.entries(actions)) {
  test(`${name}: done once, shown as GitLab holds it, and asked for anew`, async (t) => {
    const scene = await prepared(t, deed.before);
    const [outcome] = await deed.run(scene);
    assert.equal(outcome?.kind, 'done');
    assert.deepEqual(held(scene), deed.after);
    assert.deepEqual(shown(scene.target()), deed.after);
    assert.deepEqual(scene.refreshes, ['file:///api']);
    await scene.refresh();
    assert.equal(shown(scene.target()).state, deed.after.state);
  });

  for (const { name: what, fault, acted } of [...wireFaults, ...graphqlFaults]) {
    test(`${name}, ${what}: sent once, and what is shown is what GitLab holds`, async (t) => {
      const scene = await prepared(t, deed.before);
      const before = held(scene);
      scene.gitlab.fail(deed.target, fault, 9);
      const [outcome] = await deed.run(scene);
      assert.ok(outcome);
      assert.deepEqual(held(scene), acted ? deed.after : before);
      assert.deepEqual(shown(scene.target()), held(scene));
      assert.equal(outcome.kind, acted ? 'done' : 'refused');
      const writes = Object.entries(scene.gitlab.writes()).filter(([operation]) =>
        deed.operation.test(operation),
      );
      assert.deepEqual(
        writes.map(([, count]) => count),
        [1],
      );
      assertSaid(outcome);
    });

    test(`${name}, ${what}, and GitLab cannot be asked afterwards: not known, and said so`, async (t) => {
      const scene = await prepared(t, deed.before);
      const before = shown(scene.target());
      let asked = 0;
      const changes = states(scene);
      const connect = async (...args: Parameters<typeof changes.connect>) => {
        const real = await changes.connect(...args);
        const watched: StateChanges = {
          instance: real.instance,
          dismiss: (...all) => real.dismiss(...all),
          restore: (...all) => real.restore(...all),
          status: (...question) => {
            asked += 1;
            if (asked > 1) scene.gitlab.fail('FindingStatus', { kind: 'cut' }, 9);
            return real.status(...question);
          },
        };
        return watched;
      };
      scene.gitlab.fail(deed.target, fault, 9);
      const run =
        name === 'restore'
          ? restoreFindings([scene.target()], undefined, { ...changes, connect }, {}, never)
          : dismissFindings(
              [scene.target()],
              name === 'edit' ? { reason: 'used_in_tests', comment: 'Better words' } : why,
              { ...changes, connect },
              {},
              never,
            );
      const [outcome] = await run;
      assert.ok(outcome);
      assert.ok(outcome.kind === 'unknown' || (outcome.kind === 'refused' && !acted), outcome.kind);
      assert.deepEqual(shown(scene.target()), before);
      assertSaid(outcome);
    });
  }
}

test('pending while GitLab is asked, and not a moment longer', async (t) => {
  const scene = await makeScene(t);
  const running = dismiss(scene);
  assert.equal(scene.target().finding.underway, 'dismissing');
  assert.equal(scene.target().finding.state, 'detected');
  await running;
  assert.equal(scene.target().finding.underway, undefined);
});

test('somebody else was quicker: nothing is sent, and their decision is shown', async (t) => {
  const scene = await makeScene(t);
  const { finding } = scene.target();
  const other = scene.gitlab.addUser('olga');
  scene.gitlab.dismiss(finding.uuid ?? '', { reason: 'used_in_tests', comment: 'Mine', by: other });
  const [outcome] = await dismiss(scene);
  assert.equal(outcome?.kind, 'overtaken');
  assert.deepEqual(scene.gitlab.writes(), {});
  assert.deepEqual(shown(scene.target()), { state: 'dismissed', comment: 'Mine' });
  assert.match(explainOutcomes(words, [outcome]).sentence, /dismissed by olga as “Used in tests”/);
});

test('somebody else did the same: nothing is sent, and it is told as theirs', async (t) => {
  const scene = await makeScene(t, { rules: ['sqli', 'xss'] });
  const targets = [scene.target('Rule sqli'), scene.target('Rule xss')];
  for (const { finding } of targets) scene.gitlab.dismiss(finding.uuid ?? '', why);
  const outcomes = await dismissFindings(targets, why, states(scene), {}, never);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === 'done' && outcome.already),
    [true, true],
  );
  assert.deepEqual(scene.gitlab.writes(), {});
  assert.equal(
    explainOutcomes(words, outcomes).sentence,
    '2 findings were dismissed already as “False positive”, and nothing was sent.',
  );
  assert.equal(
    explainOutcomes(editWords(why.reason), outcomes.slice(0, 1)).sentence,
    '“Rule sqli” was dismissed already as “False positive”, and nothing was sent.',
  );
});

test('signed out in between: nothing changes, and the token is to be replaced', async (t) => {
  const scene = await makeScene(t);
  scene.signOut();
  const [outcome] = await dismiss(scene);
  assert.equal(outcome?.kind, 'refused');
  assert.deepEqual(held(scene), { state: 'detected' });
  assert.deepEqual(explainOutcomes(words, [outcome]).steps[0], 'replaceToken');
});

test('a developer is refused, and told whom to ask', async (t) => {
  const scene = await makeScene(t, { role: 'developer' });
  const [outcome] = await dismiss(scene);
  assert.equal(outcome?.kind, 'refused');
  assert.deepEqual(held(scene), { state: 'detected' });
  assert.ok(explainOutcomes(words, [outcome]).steps.includes('requestDismissal'));
});

test('a token that can only read says which scope is missing', async (t) => {
  const scene = await makeScene(t);
  scene.gitlab.fail('DismissFinding', { kind: 'status', status: 403, body: { error: 'insufficient_scope' } });
  const [outcome] = await dismiss(scene);
  assert.ok(outcome);
  assert.match(explainOutcomes(words, [outcome]).sentence, /needs the scope api/);
});

for (const version of ['16.3.9', '18.8.2', '19.4.0']) {
  test(`an expired finding is dismissed and restored as the vulnerability that it is, on ${version}`, async (t) => {
    const scene = await makeScene(t, { version });
    const { finding } = scene.target();
    await dismiss(scene);
    scene.gitlab.setState(finding.uuid ?? '', 'detected');
    await scene.refresh();
    // Whoever opened its details, or changed it before, knows its vulnerability.
    const record = scene.gitlab.vulnerability(finding.uuid ?? '');
    const vulnerabilityUrl = `${scene.gitlab.url}/acme/shop/api/-/security/vulnerabilities/${record?.id ?? 0}`;
    scene.store.amend('file:///api', [finding.key], (known) => ({ ...known, vulnerabilityUrl }));
    scene.gitlab.expireFindings(scene.head);
    const [outcome] = await dismiss(scene, { reason: 'mitigating_control', comment: 'A wall' });
    assert.equal(outcome?.kind, 'done');
    assert.deepEqual(held(scene), { state: 'dismissed', comment: 'A wall' });
    const [back] = await restoreFindings([scene.target()], 'Not after all', states(scene), {}, never);
    assert.equal(back?.kind, 'done');
    assert.deepEqual(held(scene), { state: 'detected' });
  });
}

test('many at once: each has its outcome, one refusal costs nothing else, and one refresh follows', async (t) => {
  const rules = Array.from({ length: 30 }, (_, index) => `rule${index}`);
  const scene = await makeScene(t, { rules });
  const snapshot = scene.target().snapshot;
  const targets = snapshot.findings.map((finding) => ({ root: 'file:///api', snapshot, finding }));
  scene.gitlab.fail('DismissFinding', { kind: 'status', status: 500 }, 3);
  const counts: number[] = [];
  const outcomes = await dismissFindings(
    targets,
    why,
    states(scene),
    { onProgress: (n) => counts.push(n) },
    never,
  );
  const bad = outcomes.filter(({ kind }) => kind !== 'done');
  assert.equal(bad.length, 3);
  assert.deepEqual(
    counts,
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  assert.equal(scene.gitlab.writes()['DismissFinding'], 30);
  assert.equal(scene.refreshes.length, 1);
  const dismissed = scene.target().snapshot.findings.filter(({ state }) => state === 'dismissed');
  assert.equal(dismissed.length, 27);
  const { sentence, steps } = explainOutcomes(words, outcomes);
  assert.match(sentence, /^3 of 30 findings were not dismissed\. First: /);
  assert.deepEqual(steps, ['tryAgain', 'showResults']);
  const each = explainEach(words, outcomes);
  assert.equal(each.length, 30);
  assert.deepEqual(
    each.slice(0, 3).map(({ outcome }) => outcome),
    bad,
  );
  for (const one of each) assert.match(one.sentence, /\.$/);
});

test('stopped in between: what was sent is waited for, nothing more is sent', async (t) => {
  const rules = Array.from({ length: 20 }, (_, index) => `rule${index}`);
  const scene = await makeScene(t, { rules });
  const snapshot = scene.target().snapshot;
  const targets = snapshot.findings.map((finding) => ({ root: 'file:///api', snapshot, finding }));
  const stop = new AbortController();
  const options = { onProgress: (count: number) => count === 5 && stop.abort() };
  const outcomes = await dismissFindings(targets, why, states(scene), options, stop.signal);
  const done = outcomes.filter(({ kind }) => kind === 'done').length;
  assert.ok(done >= 5 && done <= 8, `${done}`);
  assert.equal(scene.gitlab.writes()['DismissFinding'], done);
  assert.equal(outcomes.filter(({ kind }) => kind === 'cancelled').length, 20 - done);
  assert.ok(scene.target().snapshot.findings.every(({ underway }) => underway === undefined));
});

/** One sentence and a next step, unless all is well. */
function assertSaid(outcome: Outcome): void {
  const { sentence, steps, isBad } = explainOutcomes(words, [outcome]);
  assert.match(sentence, /^[^\n]{10,300}\.$/);
  assert.equal(isBad, outcome.kind !== 'done');
  if (isBad) assert.ok(steps.length > 0, sentence);
}
