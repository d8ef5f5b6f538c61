import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf, problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

async function openOrders(): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.file(`${await outer.folder('moving')}/src/orders.py`);
  return vscode.window.showTextDocument(uri, { preview: false });
}

/** One edit, as a user types it. */
async function type(line: number, character: number, text: string, deleted = 0): Promise<void> {
  const editor = await openOrders();
  const start = new vscode.Position(line, character);
  const range = new vscode.Range(
    start,
    editor.document.positionAt(editor.document.offsetAt(start) + deleted),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

async function undo(): Promise<void> {
  await openOrders();
  await vscode.commands.executeCommand('undo');
}

describe('Typing', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
  });
  afterEach(async () => {
    await openOrders();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
  });

  it('above a finding moves it at once, and undo brings it back', async () => {
    await type(0, 0, '# One.\n# Two.\n');
    assert.equal(await placeOf('SQL injection'), 'moved src/orders.py:10', 'without any wait');
    await isAt('SQL injection', 'moved src/orders.py:10', folder);
    await isAt('Open path', 'moved src/orders.py:13-15', folder);
    await undo();
    assert.equal(await placeOf('SQL injection'), 'exact src/orders.py:8', 'without any wait');
    await isAt('Open path', 'exact src/orders.py:11-13', folder);
  });

  it('a line break right before and right after the statement leaves it whole', async () => {
    await type(7, 0, '\n');
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
    await type(8, '    return db.execute(query % term)'.length, '\n');
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
  });

  it('below a finding changes nothing', async () => {
    await type(8, 0, '# Below.\n');
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
    await isAt('Open path', 'moved src/orders.py:12-14', folder);
  });

  it('inside a finding says that its code has changed, until the text is the same again', async () => {
    await type(7, '    return db.execute('.length, 'clean(');
    assert.equal(await placeOf('SQL injection'), 'changed src/orders.py:8', 'without any wait');
    await isAt('SQL injection', 'changed src/orders.py:8', folder);
    const message = problemOf(`${folder}/src/orders.py`, 'SQL injection')?.message ?? '';
    assert.match(message, /the code has changed since the scan of [0-9a-f]{8}\)\.$/);
    await type(7, '    return db.execute('.length, '', 'clean('.length);
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
  });

  it('between the lines of a finding changes it, the lines below it move', async () => {
    await type(11, 0, '    # Why?\n');
    await isAt('Open path', 'changed src/orders.py:11-14', folder);
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
  });

  it('over a finding makes it gone, and undo brings it back', async () => {
    const line = '    return db.execute(query % term)\n';
    await type(7, 0, '', line.length);
    assert.equal(await placeOf('SQL injection'), 'gone src/orders.py', 'without any wait');
    await isAt('SQL injection', 'gone src/orders.py', folder);
    await isAt('Open path', 'moved src/orders.py:10-12', folder);
    await undo();
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
  });

  it('moves code with its finding', async () => {
    const line = '    return db.execute(query % term)\n';
    await type(7, 0, '', line.length);
    await type(4, 0, line);
    await isAt('SQL injection', 'moved src/orders.py:5', folder);
  });

  it('of many cursors at once counts every one', async () => {
    const editor = await openOrders();
    await editor.edit((edit) => {
      for (const at of [0, 3, 9]) edit.insert(new vscode.Position(at, 0), '# Here.\n');
    });
    assert.equal(await placeOf('SQL injection'), 'moved src/orders.py:10');
    assert.equal(await placeOf('Open path'), 'moved src/orders.py:14-16');
    await isAt('Open path', 'moved src/orders.py:14-16', folder);
  });

  it('and saving keeps everything in its place', async () => {
    await type(0, 0, '# One.\n');
    const { document } = await openOrders();
    await document.save();
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
    await outer.git('checkout', '--', 'src/orders.py');
    await until(() => assert.ok(!document.getText().startsWith('# One.')));
  });
});
