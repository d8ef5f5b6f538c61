import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { placeOf, problemOf } from '../support/places.ts';
import { edgeCode } from '../support/setup/edgeCode.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('A document', () => {
  let path = '';
  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    path = `${await outer.folder('edges')}/src/app.py`;
    await until(async () => assert.equal(await placeOf('Plain'), 'exact src/app.py:3'));
  });

  // As a click in the explorer does: what an extension opens stays open for minutes after it was closed.
  const show = async () => {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, path);
    return editor;
  };
  const line = () => problemOf(path, 'Plain')?.range.start.line;
  const discard = async (document: vscode.TextDocument) => {
    // What "Don't Save" does.
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(() => assert.ok(document.isClosed));
  };

  it('that is closed without saving leaves findings where the file has them', async () => {
    const edits: readonly [string, vscode.Range][] = [
      ['# One.\n# Two.\n', new vscode.Range(0, 0, 0, 0)],
      ['', new vscode.Range(2, 0, 3, 0)],
      ['clean(\n', new vscode.Range(2, 4, 2, 4)],
    ];
    for (const [text, range] of edits) {
      const editor = await show();
      await editor.edit((edit) => edit.replace(range, text));
      await until(async () => assert.notEqual(await placeOf('Plain'), 'exact src/app.py:3'));
      await discard(editor.document);
      await until(async () => assert.equal(await placeOf('Plain'), 'exact src/app.py:3'), 3000);
      await until(() => assert.equal(line(), 2), 3000);
    }
  });

  it('that is opened again is not taken for what it was before', async () => {
    const gitLooks = async () => {
      await (await repository('/edges')).status();
      await new Promise((resolve) => setTimeout(resolve, 500));
    };
    const write = (head: string) => outer.write('edges', 'src/app.py', `${head}${edgeCode('app')}`);
    await write('# One.\n');
    const { document } = await show();
    await gitLooks();
    assert.equal(await placeOf('Plain'), 'moved src/app.py:4');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until(() => assert.ok(document.isClosed));
    await write('# One.\n# Two.\n# Three.\n');
    await show();
    await gitLooks();
    assert.equal(await placeOf('Plain'), 'moved src/app.py:6');
    await outer.git('edges', 'checkout', '--', '.');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Plain'), 'exact src/app.py:3'), 3000);
  });

  it('that gets another language right after an edit keeps its problem on the line', async () => {
    const editor = await show();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# One.\n'));
    await vscode.languages.setTextDocumentLanguage(editor.document, 'plaintext');
    await until(() => assert.equal(line(), 3), 3000);
    await discard(editor.document);
    await until(async () => assert.equal(await placeOf('Plain'), 'exact src/app.py:3'), 3000);
  });

  it('that does not have the line says so', async () => {
    await show();
    assert.equal(problemOf(path, 'Beyond'), undefined);
  });
});
