// The API that the README documents for other extensions.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cursorOn } from '../support/editor.ts';
import { activated, finding, snapshot } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { until } from '../support/until.ts';
import type { Controls } from '../findings.setup.ts';

const gitlab = outside<Controls>();

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
