// In a folder that nobody trusts nothing is asked of anybody, and the folder's settings lead nowhere.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from './support/extension.ts';
import { outside } from './support/outside.ts';
import type { Controls } from './restricted.setup.ts';

/** Each is in the settings of this folder. */
const named = [
  'remotes',
  'instances',
  'oauthClientIds',
  'certificateAuthorities',
  'clientCertificates',
] as const;

const gitlab = outside<Controls>();

describe('Restricted Mode', () => {
  before(function () {
    // Desktop VS Code trusts everything that its tests open.
    if (process.env['HARNESS_INST'] === undefined) this.skip();
  });

  it('is what this is', () => assert.equal(vscode.workspace.isTrusted, false));

  it('is not left by the extension: it is there, and asks nobody for anything', async () => {
    const api = await activated();
    await api.refresh();
    assert.deepEqual(api.snapshots, []);
    assert.deepEqual(await gitlab.requests(), []);
  });

  it('reads nothing of the folder that names remotes, hosts or files to trust', () => {
    const settings = vscode.workspace.getConfiguration('gitlabSecurity');
    for (const name of named) {
      const standard = settings.inspect(name)?.defaultValue;
      assert.ok(standard !== undefined, `there is no setting ${name}`);
      assert.deepEqual(settings.get(name), standard, name);
    }
  });

  it('asks nobody whom the folder names', async () => {
    assert.equal(await gitlab.requestsElsewhere(), 0);
  });
});
