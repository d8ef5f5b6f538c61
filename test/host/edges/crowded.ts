import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../edges.setup.ts';
import { outside } from '../support/outside.ts';
import { placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('A line with very many findings', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await vscode.workspace.openTextDocument(`${await outer.folder('edges')}/src/crowded.py`);
    await vscode.window.showTextDocument(document);
    await until(async () => assert.equal(await placeOf('Crowded 25'), 'exact src/crowded.py:3'));
  });

  it('has a hover that tells ten of them, and how many more there are', async () => {
    const found = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(2, 3),
    );
    const texts = found
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''));
    assert.equal(texts.filter((text) => text.includes('gitlabSecurity.showFinding')).length, 10);
    assert.ok(texts.includes('15 more findings here; the Findings view lists all.'), texts.join('\n'));
  });

  it('has a light bulb with as many, and a way to the others', async () => {
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      document.lineAt(2).range,
    );
    const titles = actions.map(({ title }) => title);
    assert.equal(titles.filter((title) => title.startsWith('Show details of "Crowded ')).length, 10);
    assert.ok(titles.includes('Show 15 more findings'), titles.join('\n'));
  });
});
