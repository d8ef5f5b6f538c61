// The commands' contract (a key, several keys, or nothing) and the API for other extensions.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursor, cursorOn, lenses } from './support/editor.ts';
import { activated, finding, keyOf, run, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './findings.setup.ts';

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
    assert.equal(await shown(), 3);
    await run('toggleCodeLens');
    assert.equal(await shown(), 0);
    await run('toggleCodeLens');
    assert.equal(await shown(), 3);
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

describe('The API for other extensions', () => {
  it('gives a snapshot with merge request and pipeline', async () => {
    const { mergeRequest, pipeline, kind, repository, problems } = await snapshot();
    assert.equal(kind, 'ready');
    assert.equal(repository, vscode.workspace.workspaceFolders?.[0]?.uri.toString());
    const webUrl = `${await gitlab.url()}/acme/shop/api/-/merge_requests/1`;
    assert.deepEqual(mergeRequest, { iid: '1', webUrl });
    assert.match(pipeline?.sha ?? '', /^[0-9a-f]{40}$/);
    assert.equal(pipeline?.status, 'success');
    assert.deepEqual(problems, []);
    assert.equal((await activated()).apiVersion, 1);
  });

  it('gives findings as they are shown', async () => {
    const { range, identifiers, ...found } = await finding('SQL injection');
    const uuid = await gitlab.uuidOf('SQL injection');
    assert.deepEqual(found, {
      key: uuid,
      uuid,
      title: 'SQL injection',
      severity: 'high',
      reportType: 'sast',
      scanner: { id: 'acme', name: 'Acme' },
      state: 'detected',
      change: 'new',
      file: 'src/orders.py',
      placement: 'exact',
    });
    await cursorOn('src/orders.py', 0);
    assert.ok(range?.isEqual(new vscode.Range(4, 4, 4, 57)));
    assert.deepEqual(
      identifiers.map(({ name }) => name),
      ['CWE-89', 'A03:2021'],
    );
    const change = async (title: string) => (await finding(title)).change;
    assert.equal(await change('Old and existing'), 'existing');
    assert.equal(await change('Old and fixed'), 'fixed');
    const { placement, file, range: none } = await finding('Prototype pollution in lodash');
    assert.deepEqual([placement, file, none], ['none', 'package-lock.json', undefined]);
  });

  it('tells of changes when findings are in their places, with issue and state', async () => {
    const api = await activated();
    let told = 0;
    const listener = api.onDidChangeSnapshots(() => told++);
    const iid = await gitlab.addIssue('Level Low');
    await gitlab.dismiss('Level Low');
    await api.refresh();
    await until(() => assert.ok(told > 0));
    listener.dispose();
    const { issueUrl, state } = await finding('Level Low');
    assert.equal(issueUrl, `${await gitlab.url()}/acme/shop/api/-/issues/${iid}`);
    assert.equal(state, 'dismissed');
  });
});
