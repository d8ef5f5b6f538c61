import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('A file of two repositories', () => {
  it('shows the findings of both once, however it is edited', async () => {
    const uri = vscode.Uri.file(`${await outer.folder('edges')}/lib/native.c`);
    const problems = () =>
      vscode.languages
        .getDiagnostics(uri)
        .map(
          ({ message, range }) =>
            `${range.start.line + 1} ${/^(?:Native overflow|In submodule)/.exec(message)?.[0]}`,
        )
        .sort();
    await until(async () => assert.equal(await placeOf('Native overflow'), 'exact native.c:3'));
    const editor = await vscode.window.showTextDocument(uri, { preview: false });
    await until(() => assert.deepEqual(problems(), ['3 In submodule', '3 Native overflow']));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# One.\n'));
    await until(() => assert.deepEqual(problems(), ['4 In submodule', '4 Native overflow']), 3000);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# Two.\n'));
    await until(() => assert.deepEqual(problems(), ['5 In submodule', '5 Native overflow']), 3000);
    await editor.document.save();
    await (await repository('/edges')).status();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(problems(), ['5 In submodule', '5 Native overflow']);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await until(() => assert.deepEqual(problems(), ['3 In submodule', '3 Native overflow']), 3000);
    await editor.document.save();
  });
});
