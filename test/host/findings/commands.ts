// The commands' contract: they take a key, several keys, or nothing.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursor, cursorOn, lenses } from '../support/editor.ts';
import { finding, keyOf, run, snapshot } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { until } from '../support/until.ts';
import type { Controls } from '../findings.setup.ts';

const gitlab = outside<Controls>();

before(() =>
  until(async () => {
    assert.equal((await snapshot()).kind, 'ready');
    assert.equal((await finding('SQL injection')).placement, 'exact');
  }),
);

describe('goToFinding', () => {
  it('opens the place of a key, the cursor at the statement', async () => {
    await run('goToFinding', await keyOf('SQL injection'));
    assert.equal(cursor(), 'src/orders.py 4:4');
  });

  it('goes to the first of several keys', async () => {
    await run('goToFinding', [await keyOf('Query without a limit'), await keyOf('SQL injection')]);
    assert.equal(cursor(), 'src/orders.py 5:4');
  });

  it('without a key goes to the finding of the line', async () => {
    await cursorOn('deploy/env.sh', 1);
    await run('goToFinding');
    assert.equal(cursor(), 'deploy/env.sh 1:2');
  });

  it('opens the file where the report names no line', async () => {
    await run('goToFinding', await keyOf('Prototype pollution in lodash'));
    assert.equal(cursor(), 'package-lock.json 0:0');
  });

  it('does nothing with keys and arguments that mean nothing', async () => {
    await cursorOn('deploy/env.sh', 1);
    for (const wrong of ['no-such-key', [], [1, null], ['no-such-key']]) await run('goToFinding', wrong);
    assert.equal(cursor(), 'deploy/env.sh 1:0');
  });
});

describe('nextFinding and previousFinding', () => {
  const places = [
    'src/levels.py 5:0',
    'src/old.py 0:0',
    'src/orders.py 4:4',
    'src/orders.py 5:4',
    'deploy/env.sh 1:2',
  ];

  it('walk the lines in reading order, round and round, past what is dismissed', async () => {
    await cursorOn('src/levels.py', 4);
    for (const place of places) {
      await run('nextFinding');
      assert.equal(cursor(), place);
    }
  });

  it('walk back the same way', async () => {
    await cursorOn('src/hostile.py', 0);
    for (const place of [...places].reverse()) {
      await run('previousFinding');
      assert.equal(cursor(), place);
    }
  });
});

describe('showFinding', () => {
  const detailTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input }) =>
          input instanceof vscode.TabInputWebview && input.viewType.endsWith('gitlabSecurity.details'),
      );

  afterEach(async () => {
    await vscode.window.tabGroups.close(detailTabs());
  });

  it('opens the details of a key in a tab', async () => {
    await run('showFinding', await keyOf('SQL injection'));
    await until(() =>
      assert.deepEqual(
        detailTabs().map(({ label }) => label),
        ['SQL injection'],
      ),
    );
  });

  it('without a key shows the finding of the line', async () => {
    await cursorOn('deploy/env.sh', 1);
    await run('showFinding');
    await until(() =>
      assert.deepEqual(
        detailTabs().map(({ label }) => label),
        ['AWS access key'],
      ),
    );
  });
});

describe('copyFinding', () => {
  const copied = async () => (await vscode.env.clipboard.readText()).replaceAll(/\r\n/g, '\n');

  it('writes a finding as plain text', async () => {
    const url = await gitlab.url();
    await run('copyFinding', await keyOf('SQL injection'));
    const { pipeline } = await snapshot();
    assert.equal(
      await copied(),
      [
        'High: SQL injection',
        'Location: src/orders.py:5',
        'Report type: SAST (Acme)',
        'Status: New',
        'Identifiers: CWE-89, A03:2021',
        '',
        'User input reaches a query in `search_orders`. Anyone can read every order.',
        '',
        'Solution: Use **bound parameters**.',
        '',
        `${url}/acme/shop/api/-/blob/${pipeline?.sha ?? ''}/src/orders.py#L5`,
        `${url}/acme/shop/api/-/pipelines/${pipeline?.id ?? ''}/security`,
      ].join('\n'),
    );
  });

  it('writes several, and the one of the line', async () => {
    await run('copyFinding', [await keyOf('Level High'), await keyOf('Old and dismissed')]);
    const [high, dismissed, ...others] = (await copied()).split('\n\n---\n\n');
    assert.match(high ?? '', /^High: Level High\nLocation: src\/levels\.py:2\n/);
    assert.match(dismissed ?? '', /^High: Old and dismissed\n.*\n.*\nStatus: Dismissed\n/);
    assert.deepEqual(others, []);
    await cursorOn('deploy/env.sh', 1);
    await run('copyFinding');
    assert.match(await copied(), /^Critical: AWS access key\nLocation: deploy\/env\.sh:2\n/);
  });
});

describe('toggleCodeLens', () => {
  const settings = () => vscode.workspace.getConfiguration('gitlabSecurity');
  const shown = async () => (await lenses('deploy/env.sh')).length;

  it('switches the lenses off and on', async () => {
    assert.equal(await shown(), 4);
    await run('toggleCodeLens');
    assert.equal(await shown(), 0);
    await run('toggleCodeLens');
    assert.equal(await shown(), 4);
  });

  for (const target of [vscode.ConfigurationTarget.Global, vscode.ConfigurationTarget.Workspace]) {
    it(`comes back to the kind of lens there was (${vscode.ConfigurationTarget[target]})`, async () => {
      await settings().update('codeLens', 'summary', target);
      assert.equal(await shown(), 1);
      await run('toggleCodeLens');
      assert.equal(await shown(), 0);
      await run('toggleCodeLens');
      assert.equal(await shown(), 1);
      await settings().update('codeLens', undefined, target);
    });
  }
});
