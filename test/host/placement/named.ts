import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { finding } from '../support/extension.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf, problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Packages and images', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await outer.git('checkout', '--', '.');
    await (await repository('moving')).status();
    await until(async () => assert.equal(await placeOf('Prototype pollution'), 'exact package.json:5'));
  });

  const textAt = async (title: string) => {
    const { file = '', range } = await finding(title);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(`${folder}/${file}`));
    return document.getText(range);
  };

  it('are shown where they are declared: the version, the image', async () => {
    await until(async () => assert.equal(await placeOf('Prototype pollution'), 'exact package.json:5'));
    assert.equal(await textAt('Prototype pollution'), '4.17.15');
    assert.equal(await placeOf('Redis overflow'), 'exact deploy/pod.yaml:4');
    assert.equal(await textAt('Redis overflow'), 'redis:7.2');
    assert.equal(await placeOf('Unheard of'), 'none package-lock.json');
  });

  it('that others bring in are shown where these are declared, with the way', async () => {
    await until(async () => assert.equal(await placeOf('Denial of service'), 'exact package.json:4'));
    const { message = '' } = problemOf(`${folder}/package.json`, 'Denial of service') ?? {};
    assert.ok(message.endsWith('(brought in by express).'), message);
  });

  it("that are the project's own are shown where they are built on another one", async () => {
    await until(async () => assert.equal(await placeOf('Old openssl'), 'exact Dockerfile:4'));
    assert.equal(await textAt('Old openssl'), 'alpine:3.18');
  });

  it('follow their declarations, and say when these were changed or taken out', async () => {
    const uri = vscode.Uri.file(`${folder}/package.json`);
    const editor = await vscode.window.showTextDocument(uri, { preview: false });
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '  "private": true,\n'));
    assert.equal(await placeOf('Prototype pollution'), 'moved package.json:6', 'without any wait');
    await isAt('Prototype pollution', 'moved package.json:6', folder);
    const at = editor.document.getText().indexOf('4.17.15');
    const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 7));
    await editor.edit((edit) => edit.replace(range, '4.17.21'));
    await isAt('Prototype pollution', 'changed package.json:6', folder);
    await until(async () => assert.equal(await textAt('Prototype pollution'), '4.17.21'));
    await vscode.commands.executeCommand('undo');
    await isAt('Prototype pollution', 'moved package.json:6', folder);
  });

  it('are looked for on another thread where a lock file is long', async () => {
    const lock = JSON.parse(await outer.git('show', 'HEAD:package-lock.json')) as {
      packages: Record<string, unknown>;
    };
    for (let index = 0; index < 5000; index++)
      lock.packages[`node_modules/other-${index}`] = { version: '1.0.0' };
    await outer.write('package-lock.json', JSON.stringify(lock, null, 2));
    await outer.write('package.json', `\n${await outer.git('show', 'HEAD:package.json')}\n`);
    await (await repository('moving')).status();
    await until(async () => assert.equal(await placeOf('Prototype pollution'), 'moved package.json:6'));
    assert.equal(await placeOf('Denial of service'), 'moved package.json:5');
    const { message = '' } = problemOf(`${folder}/package.json`, 'Denial of service') ?? {};
    assert.ok(message.includes('brought in by express'), message);
  });
});
