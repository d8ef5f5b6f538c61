// The ground the other suites stand on: a real extension host, the setup at the other end, git, and the extension itself.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { comesTrue } from '../vscode/comesTrue.ts';
import { control } from './support/control.ts';

const extensionId = 'gitlab-security-findings.gitlab-security-findings';

describe('The host of the suites', () => {
  it('is the extension host, with the folder, settings and environment of the setup', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    assert.equal(vscode.workspace.isTrusted, true);
    assert.equal(vscode.workspace.getConfiguration('editor').get('tabSize'), 3);
    assert.equal(process.env['HARNESS_SAMPLE'], 'from the setup');
  });

  it("reaches the setup's control in another process", async () => {
    const first = await control<{ process: number }>({ say: 'one' });
    assert.notEqual(first.process, process.pid);
    assert.deepEqual(await control('two'), { received: [{ say: 'one' }, 'two'], process: first.process });
  });

  it('hears of an error in control', async () => {
    await assert.rejects(control('fail'), /asked to fail/);
  });

  it('has the API of the git extension, which sees the repository', async () => {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    assert.ok(git);
    const api = (await git.activate()).getAPI(1);
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const repository = (await api.openRepository(root)) ?? assert.fail('no repository');
    await comesTrue('a commit', () => repository.state.HEAD?.commit !== undefined);
    assert.equal(repository.state.HEAD?.name, 'main');
  });

  const extension = vscode.extensions.getExtension(extensionId);
  const main = join(__dirname, '../../extension.cjs');

  it('knows the extension under test', () => {
    assert.equal(extension?.id, extensionId);
    assert.equal(extension.extensionPath, resolve(__dirname, '../../..'));
  });

  if (existsSync(main)) {
    it('activates the extension under test', async () => {
      await extension?.activate();
      assert.equal(extension?.isActive, true);
    });
  } else it.skip(`activates the extension under test: dist/extension.cjs is not built`);
});

interface GitExtension {
  getAPI(version: 1): {
    openRepository(
      root: vscode.Uri,
    ): Promise<{ state: { HEAD?: { name?: string; commit?: string } } } | null>;
  };
}
