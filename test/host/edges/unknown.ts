import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf, problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Code whose scanned text is nowhere to be had', () => {
  it('takes its finding along when it is edited, and when that is saved', async () => {
    const path = `${await outer.folder('far')}/src/far.py`;
    await until(async () => assert.equal(await placeOf('Far away'), 'changed src/far.py:3'));
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
    const line = () => problemOf(path, 'Far away')?.range.start.line;
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# One.\n# Two.\n'));
    assert.equal(await placeOf('Far away'), 'changed src/far.py:5');
    await until(() => assert.equal(line(), 4), 3000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await placeOf('Far away'), 'changed src/far.py:5', 'after the pause');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# Zero.\n'));
    await until(() => assert.equal(line(), 5), 3000);
    await editor.document.save();
    await (await repository('/far')).status();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(await placeOf('Far away'), 'changed src/far.py:6', 'after saving');
    await outer.git('far', 'checkout', '--', '.');
  });
});
