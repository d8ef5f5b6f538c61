import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

/** What the Git extension does by itself a moment after a file has changed. */
async function gitLooks(): Promise<void> {
  await (await repository('moving')).status();
}

describe('Files', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await outer.git('reset', '--quiet', '--hard', 'origin/feature');
    await outer.git('clean', '-fdq');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Weak hash'), 'exact src/hash.py:5'));
  });

  it('that are closed are placed when they change on disk', async () => {
    await outer.write(
      'src/hash.py',
      'import hashlib\n# New.\n\n\ndef mark(text):\n    return hashlib.md5(text).hexdigest()\n',
    );
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Weak hash'), 'moved src/hash.py:6'));
    await isAt('Weak hash', 'moved src/hash.py:6', folder);
  });

  it('of thousands of lines are compared on another thread, closed and while somebody types', async () => {
    const orders = await outer.git('show', 'HEAD:src/orders.py');
    const line = await placeOf('SQL injection');
    assert.equal(line, 'exact src/orders.py:8');
    await outer.write('src/orders.py', `${'# One of many.\n'.repeat(5000)}${orders}\n`);
    await gitLooks();
    await until(async () => assert.equal(await placeOf('SQL injection'), 'moved src/orders.py:5008'));
    const uri = vscode.Uri.file(`${folder}/src/orders.py`);
    const editor = await vscode.window.showTextDocument(uri);
    const flagged = editor.document.lineAt(5007);
    await editor.edit((edit) => edit.insert(flagged.range.end, '  # Why?'));
    await isAt('SQL injection', 'changed src/orders.py:5008', folder);
    await vscode.commands.executeCommand('undo');
    await isAt('SQL injection', 'moved src/orders.py:5008', folder);
  });

  it('that another program writes are looked at before git has looked at them', async () => {
    // A file that was not opened yet: of others VS Code tells by itself for a while after they are closed.
    const notebook = await outer.git('show', 'HEAD:docs/model.ipynb');
    await outer.write('docs/model.ipynb', `\n${notebook}\n`);
    await until(async () => assert.equal(await placeOf('In a notebook'), 'moved docs/model.ipynb:16'));
    const { state } = await repository('moving');
    assert.equal(state.workingTreeChanges.length, 0, 'the Git extension looks a second later at the soonest');
  });

  it('renamed in the editor keep their findings', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(`${folder}/src/hash.py`), vscode.Uri.file(`${folder}/src/marks.py`));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await isAt('Weak hash', 'moved src/marks.py:5', folder);
  });

  it('renamed in git keep their findings, edited on the way', async () => {
    await outer.git('mv', 'src/hash.py', 'src/digest.py');
    await outer.write(
      'src/digest.py',
      'import hashlib\n\n\n\ndef mark(text):\n    return hashlib.md5(text).hexdigest()\n',
    );
    await gitLooks();
    await isAt('Weak hash', 'moved src/digest.py:6', folder);
    await outer.git('commit', '--quiet', '-am', 'Rename it');
    await gitLooks();
    await isAt('Weak hash', 'moved src/digest.py:6', folder);
  });

  it('moved on disk before git knows of it keep their findings', async () => {
    await outer.move('src/hash.py', 'lib/digest.py');
    await gitLooks();
    await isAt('Weak hash', 'moved lib/digest.py:5', folder);
  });

  it('in a folder that was renamed keep their findings', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(`${folder}/src`), vscode.Uri.file(`${folder}/source`));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await isAt('Weak hash', 'moved source/hash.py:5', folder);
    await isAt('SQL injection', 'moved source/orders.py:8', folder);
  });

  it('that were deleted say so, and come back', async () => {
    await outer.remove('src/hash.py');
    await gitLooks();
    await isAt('Weak hash', 'gone src/hash.py', folder);
    await outer.git('checkout', '--', 'src/hash.py');
    await gitLooks();
    await isAt('Weak hash', 'exact src/hash.py:5', folder);
  });

  it('with other line ends are the same text', async () => {
    await outer.write('src/crlf.cs', 'class A\n{\n    void Run() { Process.Start(input); }\n}\n');
    await gitLooks();
    await isAt('Windows', 'exact src/crlf.cs:3', folder);
  });

  it('in UTF-16 are read as text', async () => {
    await outer.git('rm', '--quiet', '--cached', 'src/hash.py');
    await outer.git('reset', '--quiet');
    const text = '\uFEFFimport hashlib\n\n\n# x\ndef mark(text):\n    return hashlib.md5(text).hexdigest()\n';
    await outer.writeBytes('src/hash.py', [...Buffer.from(text, 'utf16le')]);
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Weak hash'), 'moved src/hash.py:6'));
  });
});
