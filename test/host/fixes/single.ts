import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../fixes.setup.ts';
import { fileUri, lightBulb, open } from '../support/editor.ts';
import { keyOf, run } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { code, fixed } from '../support/setup/fixCode.ts';
import { until } from '../support/until.ts';
import { confirm, hasText, review, reviewTab, shown, textOf, waits } from './reviewing.ts';

const outer = outside<Controls>();
const inserted = (name: string) => `# First.\n# Second.\n${code(name)}`;

describe('A fix of one file', () => {
  it('is shown before anything changes, is applied, and is taken back by one undo', async () => {
    const tab = await review('Flaw clean');
    assert.deepEqual(await shown(tab), [code('clean'), fixed('clean')]);
    assert.equal(await textOf('src/clean.py'), code('clean'));
    await confirm();
    await hasText('src/clean.py', fixed('clean'));
    await waits('src/clean.py');
    await open('src/clean.py');
    await vscode.commands.executeCommand('undo');
    await hasText('src/clean.py', code('clean'));
    await waits('src/clean.py', false);
    await vscode.commands.executeCommand('redo');
    await hasText('src/clean.py', fixed('clean'));
    await waits('src/clean.py');
  });

  it('is not made when its tab is closed', async () => {
    const tab = await review('Flaw keep');
    await vscode.window.tabGroups.close(tab);
    await run('confirmFix');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await textOf('src/keep.py'), code('keep'));
    await waits('src/keep.py', false);
  });

  it('joins what has not been saved, and leaves it unsaved', async () => {
    const { document } = await open('src/dirty.py');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# Mine.\n');
    await vscode.workspace.applyEdit(edit);
    const tab = await review('Flaw dirty');
    assert.deepEqual(await shown(tab), [`# Mine.\n${code('dirty')}`, `# Mine.\n${fixed('dirty')}`]);
    await confirm();
    await hasText('src/dirty.py', `# Mine.\n${fixed('dirty')}`);
    assert.equal(await outer.read('src/dirty.py'), code('dirty'));
    await open('src/dirty.py');
    await vscode.commands.executeCommand('undo');
    await hasText('src/dirty.py', `# Mine.\n${code('dirty')}`);
  });

  it('is carried over to code that has moved', async () => {
    await outer.write('src/moved.py', inserted('moved'));
    await hasText('src/moved.py', inserted('moved'));
    await review('Flaw moved');
    await confirm();
    await hasText('src/moved.py', inserted('moved').replace('flagged_', 'fixed_'));
  });

  it('is carried over to a file that was renamed', async () => {
    await outer.git('mv', 'src/renamed.py', 'src/elsewhere.py');
    await until(async () => {
      await run('refresh');
      await review('Flaw renamed');
    });
    await confirm();
    await hasText('src/elsewhere.py', fixed('renamed'));
    assert.equal(await outer.read('src/renamed.py'), null);
  });

  it('keeps the line endings of the file', async () => {
    await review('Flaw crlf');
    await confirm();
    await hasText('src/crlf.py', fixed('crlf', '\r\n'));
    const { document } = await open('src/crlf.py');
    await document.save();
    assert.equal(await outer.read('src/crlf.py'), fixed('crlf', '\r\n'));
  });

  it('changes nothing in a conflict, and shows it', async () => {
    const mine = code('conflict').replace('flagged_conflict(request)', 'mine(request)');
    await outer.write('src/conflict.py', mine);
    await hasText('src/conflict.py', mine);
    void run('applyRemediation', await keyOf('Flaw conflict'));
    const tab = await until(() => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab);
      assert.ok(activeTab.label.startsWith('Conflict in src/conflict.py'), activeTab.label);
      return activeTab;
    });
    assert.deepEqual(await shown(tab), [mine, fixed('conflict')]);
    assert.equal(await textOf('src/conflict.py'), mine);
    assert.equal(reviewTab()?.label, undefined);
    await vscode.window.tabGroups.close(tab);
    await waits('src/conflict.py', false);
  });

  it('is shown again where the code has changed while it was looked at', async () => {
    await review('Flaw meanwhile');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(fileUri('src/meanwhile.py'), new vscode.Position(0, 0), '# Typed.\n');
    await vscode.workspace.applyEdit(edit);
    await run('confirmFix');
    const tab = await until(async () => {
      const again = reviewTab() ?? assert.fail('nothing is shown');
      assert.ok((await shown(again))[0].startsWith('# Typed.'));
      return again;
    });
    assert.deepEqual(await shown(tab), [`# Typed.\n${code('meanwhile')}`, `# Typed.\n${fixed('meanwhile')}`]);
    assert.equal(await textOf('src/meanwhile.py'), `# Typed.\n${code('meanwhile')}`);
    await confirm();
    await hasText('src/meanwhile.py', `# Typed.\n${fixed('meanwhile')}`);
  });

  it('is recognised where it has been made already', async () => {
    await outer.write('src/done.py', fixed('done'));
    await hasText('src/done.py', fixed('done'));
    await run('applyRemediation', await keyOf('Flaw done'));
    assert.equal(reviewTab()?.label, undefined);
    await waits('src/done.py');
  });

  it('is the preferred quick fix of its line', async () => {
    const bulb = await until(async () => {
      const found = await lightBulb('src/later.py', 5);
      assert.ok(found.some(({ title }) => title.startsWith('Apply fix')));
      return found;
    });
    const preferred = bulb.filter(({ isPreferred }) => isPreferred);
    assert.deepEqual(
      preferred.map(({ title, kind }) => [title, kind?.value]),
      [['Apply fix: "Flaw later"', 'quickfix.gitlabSecurity.fix']],
    );
    assert.ok(!bulb.some(({ title }) => title.startsWith('Apply all')));
  });
});
