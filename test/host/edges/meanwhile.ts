import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf, problemOf } from '../support/places.ts';
import { edgeCode } from '../support/setup/edgeCode.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('While git takes its time', () => {
  afterEach(async () => {
    await outer.git('edges', 'config', 'filter.slow.clean', 'cat');
    await outer.remove('edges', '.git/info/attributes');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await outer.git('edges', 'checkout', '--', '.');
    await (await repository('/edges')).status();
    await until(async () => assert.equal(await placeOf('Subfolder'), 'exact backend/only.py:3'));
  });

  it('a document that is opened and edited is not taken for what is on disk', async () => {
    const path = `${await outer.folder('edges')}/backend/only.py`;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const isOpen = () => vscode.workspace.textDocuments.some(({ uri }) => uri.fsPath === path);
    await until(() => assert.ok(!isOpen()));
    await outer.write('edges', 'backend/only.py', `# New.\n${edgeCode('only')}`);
    await (await repository('/edges')).status();
    await until(async () => assert.equal(await placeOf('Subfolder'), 'moved backend/only.py:4'));
    await outer.write('edges', '.git/info/attributes', 'src/skipped.py filter=slow\n');
    await outer.git('edges', 'config', 'filter.slow.clean', 'sleep 1; cat');
    await outer.write('edges', 'src/skipped.py', `# New.\n${edgeCode('skipped')}`);
    await (await repository('/edges')).status();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
    const editor = vscode.window.activeTextEditor ?? assert.fail();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# One.\n# Two.\n'));
    assert.equal(await placeOf('Subfolder'), 'moved backend/only.py:6');
    await until(async () => assert.equal(await placeOf('Skipped'), 'moved src/skipped.py:4'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(await placeOf('Subfolder'), 'moved backend/only.py:6');
    assert.equal(problemOf(path, 'Subfolder')?.range.start.line, 5);
  });
});
