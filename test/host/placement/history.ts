import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { finding } from '../support/extension.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf, problemOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('History', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('moving');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await outer.git('reset', '--quiet', '--hard', 'origin/feature');
    await (await repository('moving')).status();
    await until(async () => assert.equal(await placeOf('SQL injection'), 'exact src/orders.py:8'));
  });

  const edit = async (text: string) => {
    const orders = await outer.git('show', 'origin/feature:src/orders.py');
    await outer.write('src/orders.py', `${text}${orders}\n`);
    await (await repository('moving')).status();
  };

  it('of further commits is told in the problem', async () => {
    await edit('# One.\n');
    await outer.git('commit', '--quiet', '-am', 'One');
    const orders = await outer.git('show', 'HEAD:src/orders.py');
    await outer.write('src/orders.py', orders.replace('query % term', 'query, term') + '\n');
    await outer.git('commit', '--quiet', '-am', 'Two');
    await (await repository('moving')).status();
    await isAt('SQL injection', 'changed src/orders.py:9', folder);
    await until(() =>
      assert.match(
        problemOf(`${folder}/src/orders.py`, 'SQL injection')?.message ?? '',
        /\(the code has changed since the scan of [0-9a-f]{8}, 2 commits ago\)\.$/,
      ),
    );
  });

  it('that is amended, stashed and taken back keeps findings on their code', async () => {
    await edit('# One.\n');
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
    await outer.git('stash', '--quiet');
    await (await repository('moving')).status();
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
    await outer.git('stash', 'pop', '--quiet');
    await (await repository('moving')).status();
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
    await outer.git('commit', '--quiet', '-a', '--amend', '-m', 'Amended');
    await (await repository('moving')).status();
    await isAt('SQL injection', 'moved src/orders.py:9', folder);
    await outer.git('revert', '--no-edit', 'HEAD');
    await (await repository('moving')).status();
  });

  it('of another branch and back leads to the same place', async () => {
    await vscode.window.showTextDocument(vscode.Uri.file(`${folder}/src/orders.py`));
    await outer.git('checkout', '--quiet', '-b', 'elsewhere');
    await outer.write('src/orders.py', 'nothing()\n');
    await outer.git('commit', '--quiet', '-am', 'Nothing');
    await (await repository('moving')).status();
    await outer.git('checkout', '--quiet', 'feature');
    await (await repository('moving')).status();
    await until(async () => assert.equal(await placeOf('SQL injection'), 'exact src/orders.py:8'));
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
  });

  it('holds a secret that no edit revokes', async () => {
    const leaked = await outer.leaked();
    await isAt('Leaked token', 'gone deploy/env.sh', folder);
    assert.equal((await finding('Leaked token')).change, 'new', 'not called fixed');
    await outer.write('deploy/env.sh', '#!/bin/sh\n\nexport TOKEN=abcdef0123456789\n');
    await (await repository('moving')).status();
    await isAt('Leaked token', 'moved deploy/env.sh:3', folder);
    const { message = '' } = problemOf(`${folder}/deploy/env.sh`, 'Leaked token') ?? {};
    assert.ok(
      message.endsWith(`(in commit ${leaked.slice(0, 8)}; removing the line does not revoke it).`),
      message,
    );
  });
});
