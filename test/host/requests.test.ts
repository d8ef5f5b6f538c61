// A developer asks for dismissals, and brings remediations by merge request: what GitLab holds then, and what is shown.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, keyOf, ready, run } from './support/extension.ts';
import { fileUri, lenses, open } from './support/editor.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './requests.setup.ts';

const gitlab = outside<Controls>();

const names = ['First', 'Second', 'Third', 'Fourth', 'Fixable', 'Other fixable'];

before(async () => {
  await ready(names);
  await open('src/new.py');
});

const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
const cancel = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');

/** What is shown to be sent, as soon as it is. */
async function preview(): Promise<string> {
  return until(() => {
    const shown = vscode.workspace.textDocuments.filter(
      ({ uri, isClosed }) =>
        uri.scheme === 'gitlab-security-preview' && !isClosed && !uri.path.includes('/before/'),
    );
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    const document = shown.find(({ uri }) =>
      tabs.some(
        ({ input }) =>
          (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
          (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString()),
      ),
    );
    assert.ok(document, 'no preview');
    return document.getText();
  });
}

function previewTabs(): number {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        (input instanceof vscode.TabInputText && input.uri.scheme === 'gitlab-security-preview') ||
        (input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'gitlab-security-preview'),
    ).length;
}

/** Answers each step with Enter, until the text is shown; a step needs a moment until it takes keys. */
async function toPreview(): Promise<string> {
  for (let tries = 0; tries < 40 && previewTabs() === 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (previewTabs() === 0) await accept();
  }
  const shown = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
  assert.equal(previewTabs(), 1, shown.join());
  return preview();
}

async function acceptUntil(check: () => Promise<void>): Promise<void> {
  await until(async () => {
    try {
      await check();
    } catch (error) {
      await accept();
      await new Promise((resolve) => setTimeout(resolve, 300));
      throw error;
    }
  });
}

/** The lens of a finding's line says what was done about it. */
function lensOf(line: number) {
  return lenses('src/new.py').then((all) => all.filter((lens) => lens.startsWith(`${line}: `)).join(' | '));
}

describe('Requesting a dismissal', () => {
  it('shows the exact text, sends it once, and shows that it was asked', async () => {
    void run('requestDismissal', await keyOf('First'));
    const text = await toPreview();
    assert.match(text, /Please dismiss this finding:\*\* First/);
    assert.match(text, /\*\*Reason:\*\* Acceptable risk/);
    assert.deepEqual(await gitlab.discussions(), [], 'nothing is written without being seen');
    await acceptUntil(async () => assert.equal((await gitlab.discussions()).length, 1));
    assert.deepEqual(await gitlab.discussions(), [{ line: 1, body: text }]);
    await until(() => assert.equal(previewTabs(), 0, 'the preview is closed'));
    await until(async () => assert.match(await lensOf(0), /Dismissal requested/));
  });

  it('is not sent a second time', async () => {
    void run('requestDismissal', await keyOf('First'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(previewTabs(), 0);
    assert.equal((await gitlab.discussions()).length, 1);
  });

  it('is not sent where the user leaves', async () => {
    void run('requestDismissal', await keyOf('Second'));
    await toPreview();
    await until(async () => {
      await cancel();
      assert.equal(previewTabs(), 0);
    });
    assert.equal((await gitlab.discussions()).length, 1);
    assert.doesNotMatch(await lensOf(1), /requested/i);
  });

  it('is one discussion for each of several findings', async () => {
    void run('requestDismissal', [await keyOf('Second'), await keyOf('Third'), await keyOf('Fourth')]);
    const text = await toPreview();
    assert.equal(text.split('Please dismiss this finding').length, 4);
    await acceptUntil(async () => assert.equal((await gitlab.discussions()).length, 4));
    const lines = (await gitlab.discussions()).map(({ line }) => line);
    assert.deepEqual([...lines].sort(), [1, 2, 3, 4]);
  });

  it('is shown as answered after the refresh that learns so', async () => {
    await gitlab.reply(0);
    await (await activated()).refresh();
    await until(async () => assert.match(await lensOf(0), /answered by mira/));
  });
});

describe('A remediation merge request', () => {
  it('shows the change, makes branch, commit and merge request, and leaves the working tree alone', async () => {
    const before = Buffer.from(await vscode.workspace.fs.readFile(fileUri('src/new.py'))).toString();
    void run('createRemediationMergeRequest', await keyOf('Fixable'));
    assert.match(await toPreview(), /safe\(4\)/);
    assert.deepEqual(await gitlab.branches(), ['feature', 'main']);
    await acceptUntil(async () => assert.equal((await gitlab.fixes()).length, 1));
    assert.deepEqual(await gitlab.fixes(), [
      {
        title: 'Resolve vulnerability: Fixable',
        targetBranch: 'feature',
        text: before.replace('flagged(4)', 'safe(4)'),
      },
    ]);
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(fileUri('src/new.py'))).toString(), before);
    await until(() => assert.equal(previewTabs(), 0, 'the preview is closed'));
  });

  it('is not made twice', async () => {
    void run('createRemediationMergeRequest', await keyOf('Fixable'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(previewTabs(), 0);
    assert.equal((await gitlab.fixes()).length, 1);
    assert.equal((await gitlab.branches()).length, 3);
  });

  it('is found and continued where the answer to its commit was lost', async () => {
    await gitlab.fail('POST /api/v4/projects/:id/repository/commits', { kind: 'cut', when: 'after' });
    void run('createRemediationMergeRequest', await keyOf('Other fixable'));
    assert.match(await toPreview(), /safe\(5\)/);
    await acceptUntil(async () => assert.equal((await gitlab.fixes()).length, 2));
    assert.equal((await gitlab.branches()).length, 4);
  });
});
