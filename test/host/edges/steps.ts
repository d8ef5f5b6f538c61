import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { outside } from '../support/outside.ts';
import { problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Steps of a code flow', () => {
  it('move with the text of open documents, before it is saved', async () => {
    const folder = await outer.folder('edges');
    const steps = () =>
      (problemOf(`${folder}/src/app.py`, 'Plain')?.relatedInformation ?? []).map(
        ({ location }) =>
          `${location.uri.path.slice(location.uri.path.lastIndexOf('/') + 1)}:${location.range.start.line + 1}`,
      );
    await until(() => assert.deepEqual(steps(), ['steps.py:2', 'app.py:3']));
    const insertInto = async (file: string) => {
      const uri = vscode.Uri.file(`${folder}/src/${file}`);
      const editor = await vscode.window.showTextDocument(uri, { preview: false });
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# New.\n'));
    };
    await insertInto('app.py');
    await until(() => assert.deepEqual(steps(), ['steps.py:2', 'app.py:4']), 3000);
    await insertInto('steps.py');
    await until(() => assert.deepEqual(steps(), ['steps.py:3', 'app.py:4']), 3000);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => assert.deepEqual(steps(), ['steps.py:2', 'app.py:4']), 3000);
    await vscode.window.showTextDocument(vscode.Uri.file(`${folder}/src/app.py`));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => assert.deepEqual(steps(), ['steps.py:2', 'app.py:3']), 3000);
  });
});
