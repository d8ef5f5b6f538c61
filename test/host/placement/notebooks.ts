import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { keyOf, run } from '../support/extension.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Notebooks', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await outer.git('checkout', '--', 'docs');
    await (await repository('moving')).status();
    // VS Code may keep the notebook for a while after its editor is closed.
    await until(async () =>
      assert.match(await placeOf('In a notebook'), /^exact docs\/model\.ipynb:(?:15|2)$/),
    );
  });

  const problemsIn = (uri: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source?.startsWith('GitLab'))
      .map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);

  it('show findings in their cells, and follow them there', async () => {
    const uri = vscode.Uri.file(`${await outer.folder('moving')}/docs/model.ipynb`);
    await until(() => assert.deepEqual(problemsIn(uri), ['14:0 In a notebook.']));
    await run('goToFinding', await keyOf('In a notebook'));
    const editor = vscode.window.activeNotebookEditor;
    assert.equal(editor?.notebook.uri.path, uri.path);
    assert.equal(editor.selection.start, 1);
    const cell = editor.notebook.cellAt(1).document;
    await until(() => assert.deepEqual(problemsIn(cell.uri), ['1:0 In a notebook.']));
    assert.deepEqual(problemsIn(uri), [], 'and no longer in the file that nobody sees');

    const edit = new vscode.WorkspaceEdit();
    edit.insert(cell.uri, new vscode.Position(0, 0), '# New.\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(() => assert.deepEqual(problemsIn(cell.uri), ['2:0 In a notebook.']));
    assert.equal(await placeOf('In a notebook'), 'moved docs/model.ipynb:3');
  });
});
