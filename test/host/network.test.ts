// A company's network: what fails is said, one thing after the other, until findings arrive.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosed } from './support/diagnosed.ts';
import { activated, ready, run, snapshot } from './support/extension.ts';
import { repository } from './support/git.ts';
import { outside } from './support/outside.ts';
import { setSetting as set } from './support/setSetting.ts';
import { until } from './support/until.ts';
import type { Controls } from './network.setup.ts';

const network = outside<Controls>();
const both = ['Rule new', 'Rule old'];

async function useProxy(credentials: string): Promise<void> {
  const { port } = await network.known();
  await set('http.proxy', `http://${credentials}@127.0.0.1:${port}`);
}

async function assertNoSecrets(text: string): Promise<void> {
  const { token, password } = await network.known();
  for (const secret of [token, password, encodeURIComponent(password), btoa(`dana:${password}`)]) {
    assert.ok(!text.includes(secret), `the diagnosis tells ${secret}`);
  }
}

async function refreshed(kind: string): Promise<void> {
  await (await activated()).refresh();
  await until(async () => assert.equal((await snapshot()).kind, kind));
}

before(async () => {
  await set('http.proxySupport', 'override');
});

describe('Without a proxy', () => {
  it('the name is what fails', async () => {
    await refreshed('failed');
    const { text, steps } = await diagnosed();
    assert.match(steps['Name'] ?? '', /^FAILED: .*cannot be looked up.*http\.proxy/);
    assert.match(text, /^The first step that fails is "Name"/m);
    assert.match(steps['Project'] ?? '', /^FAILED/);
    assert.deepEqual(await network.proxied(), []);
  });
});

describe('With a proxy that wants a password', () => {
  it('and gets a wrong one, that is what fails', async () => {
    await useProxy('dana:wrong-one');
    await refreshed('failed');
    const { text, steps } = await diagnosed();
    assert.match(steps['Name'] ?? '', /^skipped: .*the proxy looks it up/);
    assert.match(
      steps['Proxy'] ?? '',
      /^FAILED: .*wants a name and password.*To change: put them into http\.proxy/,
    );
    assert.match(text, /^The first step that fails is "Proxy"/m);
    assert.ok(!text.includes('wrong-one'));
    assert.ok((await network.proxied()).every(({ isAllowed }) => !isAllowed));
  });

  it('the certificate is what fails next, and its authority is named', async () => {
    const { password, port } = await network.known();
    await useProxy(`dana:${encodeURIComponent(password)}`);
    await refreshed('failed');
    const { text, steps } = await diagnosed();
    assert.equal(steps['Proxy'], `ok: requests go through 127.0.0.1:${port}, as http.proxy says.`);
    assert.match(
      steps['TLS chain'] ?? '',
      /^FAILED: .*\("gitlab\.corp\.test" by "Acme Corp Root CA"\)\. To change: add the PEM file of "Acme Corp Root CA" to gitlabSecurity\.certificateAuthorities\./,
    );
    await assertNoSecrets(text);
    assert.deepEqual(await network.requests(), [], 'GitLab is told nothing before it is trusted');
  });

  it('findings arrive as soon as the authority is named', async () => {
    const { files, token } = await network.known();
    await network.forget();
    await set('gitlabSecurity.certificateAuthorities', [files.authority]);
    await ready(both);
    const proxied = await network.proxied();
    assert.ok(proxied.length > 0);
    for (const request of proxied)
      assert.deepEqual([request.method, request.target], ['CONNECT', 'gitlab.corp.test:443']);
    assert.equal(await network.heard(token), false, 'the token is inside the tunnel only');
  });

  it('a diagnosis finds nothing wrong, and is copied without secrets', async () => {
    const { steps, text } = await diagnosed();
    assert.match(text, /^Every step that could be tried works\.$/m);
    assert.match(
      steps['TLS chain'] ?? '',
      /^ok: "gitlab\.corp\.test" by "Acme Corp Root CA" is trusted, until/,
    );
    assert.match(steps['Clock'] ?? '', /^ok: /);
    assert.equal(steps['Version'], 'ok: GitLab 19.4.0-ee.');
    assert.match(steps['Token'] ?? '', /^ok: it is dana's/);
    assert.match(steps['Scopes'] ?? '', /^ok: api/);
    assert.equal(steps['Project'], 'ok: acme/shop/api.');
    assert.equal(steps['Merge request'], 'ok: !1.');
    assert.match(steps['Pipeline'] ?? '', /^ok: #\d+ \(passed\) has 1 security job/);
    assert.match(steps['Artifacts'] ?? '', /^ok: 1 report read, 2 findings/);
    await run('copyDiagnosis');
    const copied = await vscode.env.clipboard.readText();
    assert.equal(copied, text);
    await assertNoSecrets(copied);
  });

  it('each diagnosis keeps its text, and the one that is looked at is copied', async () => {
    const { text: first } = await diagnosed();
    const { uri } = vscode.window.activeTextEditor?.document ?? assert.fail();
    const beside = { viewColumn: vscode.ViewColumn.Beside, preview: false };
    await vscode.window.showTextDocument(uri, { preview: false });
    await set('http.noProxy', ['corp.test']);
    const { text: second } = await diagnosed();
    await set('http.noProxy', []);
    assert.notEqual(second, first);
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), first);
    await run('copyDiagnosis', uri);
    assert.equal(await vscode.env.clipboard.readText(), first);
    await vscode.window.showTextDocument(uri, beside);
    await run('copyDiagnosis');
    assert.equal(await vscode.env.clipboard.readText(), first);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await refreshed('ready');
  });

  it('a certificate of this computer reaches the server through the proxy', async () => {
    const { files, host } = await network.known();
    assert.deepEqual(await network.clients(), []);
    await set('gitlabSecurity.clientCertificates', { [host]: { cert: files.cert, key: files.key } });
    await refreshed('ready');
    assert.deepEqual(await network.clients(), ['dana']);
  });

  it('files of the settings that are not there are named', async () => {
    await set('gitlabSecurity.certificateAuthorities', ['/nowhere/corp.pem']);
    await refreshed('failed');
    const { steps } = await diagnosed();
    assert.match(steps['TLS chain'] ?? '', /^FAILED: .*\/nowhere\/corp\.pem cannot be read/);
    const { files } = await network.known();
    await set('gitlabSecurity.certificateAuthorities', [files.authority]);
    await ready(both);
  });

  it('a host that http.noProxy lists is asked without it', async () => {
    await set('http.noProxy', ['corp.test']);
    await network.forget();
    await refreshed('failed');
    const { steps } = await diagnosed();
    assert.match(steps['Name'] ?? '', /^FAILED/);
    assert.match(steps['Proxy'] ?? '', /http\.noProxy lists corp\.test/);
    assert.deepEqual(await network.proxied(), []);
    await set('http.noProxy', []);
    await refreshed('ready');
  });
});

describe('An IPv6 address', () => {
  it('is asked without a proxy, and its certificate needs the authority as well', async function () {
    const url = await network.numbered();
    // This computer has no IPv6.
    if (url === undefined) this.skip();
    const { files } = await network.known();
    await set('http.proxy', '');
    await set('gitlabSecurity.certificateAuthorities', []);
    await network.resetRequests();
    process.env['GITLAB_HOST'] = url;
    await network.moveTo(url);
    await (await repository()).status();
    await refreshed('failed');
    const { steps } = await diagnosed();
    assert.equal(steps['Name'], 'ok: ::1 is an address, which needs no look-up.');
    assert.match(steps['TLS chain'] ?? '', /^FAILED: .*\("::1" by "Acme Corp Root CA"\)\. To change: add /);
    assert.deepEqual(await network.requests(), []);
    await set('gitlabSecurity.certificateAuthorities', [files.authority]);
    await ready(both);
    assert.match(
      (await diagnosed()).steps['TLS chain'] ?? '',
      /^ok: "::1" by "Acme Corp Root CA" is trusted/,
    );
  });
});
