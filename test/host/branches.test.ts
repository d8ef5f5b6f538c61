// The findings are those of the branch that is checked out, at the text that is there now.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allProblems, fileUri, hovers, lenses, open, problems } from './support/editor.ts';
import { activated, finding, ready, run, snapshot } from './support/extension.ts';
import { repository } from './support/git.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './branches.setup.ts';

const outer = outside<Controls>();
const onFeature = ['Rule new', 'Rule old'];

async function checkOut(branch: string): Promise<void> {
  await (await repository()).checkout(branch);
}

async function shownOn(branch: string, titles: readonly string[], iid?: string): Promise<void> {
  await checkOut(branch);
  assert.equal((await ready(titles)).mergeRequest?.iid, iid);
}

describe('The branch', () => {
  it('with a merge request shows its findings', async () => {
    assert.equal((await ready(onFeature)).mergeRequest?.iid, '1');
  });

  it("without a merge request shows its own pipeline's findings", () =>
    shownOn('alone', ['Rule alone', 'Rule old']));

  it('with another merge request shows that', () => shownOn('review', ['Rule review', 'Rule old'], '2'));

  const shownNothingOn = async (branch: string) => {
    await checkOut(branch);
    await until(async () => {
      const { kind, findings } = await snapshot();
      assert.equal(kind, 'noPipeline');
      assert.deepEqual(findings, []);
      assert.deepEqual(allProblems(), []);
    });
  };

  it('that was never pushed shows nothing of another branch', () => shownNothingOn('local'));

  it('goes by the name it has on GitLab', () => shownOn('renamed', ['Rule review', 'Rule old'], '2'));

  it('is compared as it was pushed, whatever was merged since', async () => {
    await shownOn('alone', ['Rule alone', 'Rule old']);
    await outer.resetRequests();
    await shownOn('merged', ['Rule review', 'Rule old'], '2');
    const asked = (await outer.requests()).join(' ');
    assert.match(asked, /Overview/);
    assert.doesNotMatch(asked, /PipelinesAtCommit/, 'the base was guessed right');
  });

  it('whose merge request was never scanned shows nothing', () => shownNothingOn('unscanned'));

  it('shows nothing of the one before while GitLab is asked', async () => {
    await shownOn('alone', ['Rule alone', 'Rule old']);
    await outer.answerAfter(3000);
    await checkOut('review');
    await until(async () => {
      const { kind, findings } = await snapshot();
      assert.equal(kind, 'loading');
      // Its own findings of the last time may be there already, from the disk.
      assert.ok(!findings.some(({ title }) => title === 'Rule alone'));
      assert.ok(!allProblems().some((problem) => problem.includes('Rule alone')));
    });
    await outer.recover();
    await ready(['Rule review', 'Rule old']);
  });

  it('that is none, a detached HEAD, shows the merge request of its commit', async () => {
    await shownOn(await outer.commitOf('origin/feature'), onFeature, '1');
  });
});

describe('A file', () => {
  const file = 'src/new.py';
  const exact = `error 1:2-1:10 GitLab SAST new <https://rules.example/new> Rule new is broken.`;
  let note = '';
  let changed = '';

  before(async () => {
    await shownOn('feature', onFeature, '1');
    note = `the code has changed since the scan of ${(await outer.commitOf('origin/feature')).slice(0, 8)}`;
    changed = `warning 1:2-1:11 GitLab SAST new <https://rules.example/new> faded Rule new is broken (${note}).`;
    await open(file);
    await isExact();
  });

  const isExact = (within?: number) =>
    until(async () => {
      assert.deepEqual(problems(file), [exact]);
      assert.equal((await finding('Rule new')).placement, 'exact');
    }, within);
  const isChanged = (ago = '') =>
    until(async () => {
      assert.deepEqual(problems(file), [changed.replace(/\)\.$/, `${ago}).`)]);
      assert.equal((await finding('Rule new')).placement, 'changed');
    });
  const type = async (text: string) => {
    const editor = await open(file);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(1, 10), text)));
  };

  it('that is edited is marked, in problem, lens and hover, and others are not', async () => {
    await type('a');
    await isChanged();
    const [lens] = await lenses(file);
    assert.equal(lens, '1: $(gitlab-security-high) High · Rule new · Code changed since the scan');
    const [hover] = await hovers(file, 1, 4);
    assert.match(hover?.value ?? '', /\$\(warning\) The code has changed since the scan of [0-9a-f]{8}/);
    assert.equal((await finding('Rule old')).placement, 'exact');
  });

  it('that is brought back by undoing is as it was', async () => {
    await open(file);
    await vscode.commands.executeCommand('undo');
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    // Sooner than git looks at the folder again, which would bring it back by the way.
    await isExact(1000);
  });

  it('that is saved stays marked, until it is checked out anew', async () => {
    await type('b');
    await vscode.window.activeTextEditor?.document.save();
    await (await repository()).status();
    await isChanged();
    await outer.restore();
    await (await repository()).status();
    await isExact();
  });

  it('that is committed stays marked: the scan is of the commit before', async () => {
    await type('c');
    await vscode.window.activeTextEditor?.document.save();
    await (await repository()).commit('Change it', { all: true });
    await ready(onFeature);
    await isChanged(', 1 commit ago');
    await outer.reset();
    await (await repository()).status();
    await isExact();
  });

  it('that is deleted is gone, with its problems, and says so', async () => {
    await outer.remove(file);
    await (await repository()).status();
    await until(async () => {
      const { placement, file: path, range } = await finding('Rule new');
      assert.deepEqual([placement, path, range], ['gone', file, undefined]);
      assert.deepEqual(allProblems(), ['src/old.py Rule old is broken.']);
    });
    await outer.restore();
    await (await repository()).status();
    await isExact();
  });

  it('that is deleted and brought back in the editor follows at once', async () => {
    const text = await vscode.workspace.fs.readFile(fileUri(file));
    const deletion = new vscode.WorkspaceEdit();
    deletion.deleteFile(fileUri(file));
    await vscode.workspace.applyEdit(deletion);
    await until(async () => assert.equal((await finding('Rule new')).placement, 'gone'));
    const creation = new vscode.WorkspaceEdit();
    creation.createFile(fileUri(file), { contents: text });
    await vscode.workspace.applyEdit(creation);
    await open(file);
    await isExact();
  });
});

describe('A pipeline under way', () => {
  it('leaves the findings of the one before in place', async () => {
    await outer.startPipeline();
    await (await activated()).refresh();
    const { pipeline } = await ready(onFeature);
    assert.equal(pipeline?.status, 'success');
  });

  it('brings its own when it has ended', async () => {
    await outer.finishPipeline();
    await run('refresh');
    const { findings } = await ready(['Rule new', 'Rule newer', 'Rule old']);
    assert.deepEqual(
      findings.map(({ title, change }) => `${title} ${change}`),
      ['Rule new new', 'Rule newer new', 'Rule old fixed'],
    );
    await until(() =>
      assert.deepEqual(allProblems(), ['src/new.py Rule new is broken.', 'src/new.py Rule newer is broken.']),
    );
  });
});
