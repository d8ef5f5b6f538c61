// A computer that a company has set up: nothing has to be set in VS Code.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosed } from './support/diagnosed.ts';
import { activated, ready, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { setSetting } from './support/setSetting.ts';
import { until } from './support/until.ts';
import type { Controls } from './managed.setup.ts';

const network = outside<Controls>();
const both = ['Rule new', 'Rule old'];

async function refreshed(kind: string): Promise<void> {
  await (await activated()).refresh();
  await until(async () => assert.equal((await snapshot()).kind, kind));
}

/** Says in the report why a test is left out. */
function leaveOut(context: Mocha.Context, why: string | undefined): void {
  if (why === undefined) return;
  if (context.test) context.test.title += ` (not here: ${why})`;
  context.skip();
}

before(async () => {
  // Where the system's store cannot be arranged, the proxy can be tried all the same.
  const { why, authority } = await network.known();
  if (why !== undefined) await setSetting('gitlabSecurity.certificateAuthorities', [authority]);
});

describe('From the first moment of a window on', () => {
  it('nobody is asked for anything but GitLab: whatever leaves it goes through the proxy', async () => {
    await ready(both);
    assert.deepEqual([...new Set(await network.proxied())], ['gitlab.corp.test:443']);
  });
});

describe('An authority of the system', () => {
  before(async function () {
    leaveOut(this, (await network.known()).why);
  });

  it('is trusted without being named', async () => {
    await ready(both);
    const { steps, text } = await diagnosed();
    assert.match(steps['TLS chain'] ?? '', /^ok: "gitlab\.corp\.test" by "Acme Corp Root CA" is trusted/);
    assert.match(text, /^Every step that could be tried works\.$/m);
    assert.deepEqual(vscode.workspace.getConfiguration('gitlabSecurity').get('certificateAuthorities'), []);
  });

  it('is not trusted where http.systemCertificates is off', async () => {
    await setSetting('http.systemCertificates', false);
    await refreshed('failed');
    const { steps } = await diagnosed();
    assert.match(steps['TLS chain'] ?? '', /^FAILED: .*Acme Corp Root CA/);
    await setSetting('http.systemCertificates', undefined);
    await ready(both);
  });

  it('is trusted whichever way VS Code reads the store', async function () {
    const name = 'http.systemCertificatesNode';
    const standard = vscode.workspace.getConfiguration().inspect<boolean>(name)?.defaultValue;
    leaveOut(this, standard === undefined ? 'this VS Code has one way' : undefined);
    await setSetting(name, !standard);
    await refreshed('ready');
    await setSetting(name, undefined);
    await refreshed('ready');
  });

  it('is not needed where it is named in our own settings', async () => {
    await setSetting('http.systemCertificates', false);
    await refreshed('failed');
    const { authority } = await network.known();
    await setSetting('gitlabSecurity.certificateAuthorities', [authority]);
    await ready(both);
    await setSetting('http.systemCertificates', undefined);
    await refreshed('ready');
    await setSetting('gitlabSecurity.certificateAuthorities', undefined);
    await refreshed('ready');
  });
});

describe('A proxy of the environment', () => {
  it('is what HTTPS_PROXY names, with its password, and hears no token', async () => {
    await network.forget();
    await refreshed('ready');
    await ready(both);
    const proxied = await network.proxied();
    assert.ok(proxied.length > 0);
    assert.deepEqual([...new Set(proxied)], ['gitlab.corp.test:443']);
    assert.equal(await network.heard(), false);
    const { proxy } = await network.known();
    const { steps, text } = await diagnosed();
    assert.equal(steps['Proxy'], `ok: requests go through ${proxy}, as the environment says.`);
    assert.ok(!text.includes('Pass-word-of-dana'));
  });

  it('is not asked for what NO_PROXY lists', async function () {
    const { near } = await network.known();
    leaveOut(this, near === undefined ? 'no other address of this computer is sure to be there' : undefined);
    if (near === undefined) return;
    const far = process.env['GITLAB_HOST'];
    process.env['GITLAB_HOST'] = near;
    await network.forget();
    await network.setRemote(near);
    await until(async () => assert.equal((await snapshot()).kind, 'ready'));
    await refreshed('ready');
    await ready(both);
    assert.deepEqual(await network.proxied(), []);
    const { steps } = await diagnosed();
    assert.match(steps['Proxy'] ?? '', /^ok: none is used, since NO_PROXY excepts this host/);
    process.env['GITLAB_HOST'] = far;
    await network.setRemote(far ?? '');
    await refreshed('ready');
  });
});
