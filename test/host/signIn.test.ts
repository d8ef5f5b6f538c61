// Signing in and out: with the browser, with a code, with what other programs are signed in with.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, ready, run, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './signIn.setup.ts';

const gitlab = outside<Controls>();
const both = ['Rule new', 'Rule old'];
const own = vscode.Uri.parse(
  `${vscode.env.uriScheme}://gitlab-security-findings.gitlab-security-findings/authentication`,
);

const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
const down = () => vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
const leave = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const refresh = async () => (await activated()).refresh();

const signedOut = () => until(async () => assert.equal((await snapshot()).kind, 'signedOut'));
const tokenRequests = async () =>
  (await gitlab.requests()).filter((request) => request === 'POST /oauth/token').length;

/** The ways to sign in, as a remote window offers them; on the desktop the browser comes first. */
const places = vscode.env.remoteName === undefined ? { device: 1, browser: 0 } : { device: 0, browser: 1 };

/** Begins to sign in, in the way that stands at a place in the list. */
async function choose(place: number): Promise<void> {
  void run('signIn', await gitlab.url());
  await pause(500);
  await accept();
  await pause(700);
  for (let row = 0; row < place; row++) await down();
  await accept();
}

/** What GitLab was asked for in the browser. */
const asked = async () => {
  const path = await until(async () => (await gitlab.askedFor()) || assert.fail('no page was opened'));
  return new URLSearchParams(path.split('?')[1]);
};

/** As whom GitLab was last asked for findings. */
const askedAs = (name: string) => until(async () => assert.equal(await gitlab.lastAskedAs(), name));

/** The browser hands VS Code an address. */
const arrives = (query: string) => vscode.commands.executeCommand('vscode.open', own.with({ query }));

before(async () => {
  // Nobody is there to say that the page may be opened; this is what saying so writes.
  const trusted = vscode.Uri.parse('trustedDomains:/Trusted Domains');
  await vscode.workspace.fs.writeFile(trusted, Buffer.from(JSON.stringify([await gitlab.url()])));
  await signedOut();
  await gitlab.register((await vscode.env.asExternalUri(own)).toString(true));
});

beforeEach(() => gitlab.resetRequests());

afterEach(async () => {
  await leave();
  await gitlab.recover();
  await gitlab.atTheBrowser('nobody');
  await run('signOut');
  await refresh();
  await signedOut();
  assert.equal(await gitlab.livePairs(), 0);
});

describe('With the browser', () => {
  it('GitLab leads back here, and the findings come', async () => {
    await gitlab.atTheBrowser('dana');
    await choose(places.browser);
    await ready(both);
    assert.equal((await asked()).get('code_challenge_method'), 'S256');
    assert.equal(await gitlab.livePairs(), 1);
    assert.equal(await tokenRequests(), 1);
  });

  it('only the answer to the own question counts, whatever else arrives', async () => {
    await choose(places.browser);
    const question = await asked();
    for (const query of ['', 'code=abcdefgh', 'code=abcdefgh&state=guessed', 'error=access_denied&state=x']) {
      await arrives(query);
    }
    await pause(500);
    assert.equal(await tokenRequests(), 0);
    await arrives(await gitlab.agree(question.toString()));
    await ready(both);
    assert.equal(await tokenRequests(), 1);
  });

  it('a pair is renewed when GitLab refuses it, and nobody notices', async () => {
    await gitlab.atTheBrowser('dana');
    await choose(places.browser);
    await ready(both);
    await gitlab.expirePairs();
    await refresh();
    await ready(both);
    assert.equal(await gitlab.livePairs(), 1);
    assert.equal(await tokenRequests(), 2);
  });

  it('a pair that was revoked leads to signing in again', async () => {
    await gitlab.atTheBrowser('dana');
    await choose(places.browser);
    await ready(both);
    await gitlab.revokePairs();
    await refresh();
    await until(async () => assert.equal((await snapshot()).kind, 'failed'));
    await choose(places.browser);
    await ready(both);
  });

  it('who leaves is not signed in by what arrives later', async () => {
    await choose(places.browser);
    const question = await asked();
    await leave();
    await arrives(await gitlab.agree(question.toString()));
    await pause(500);
    assert.equal(await tokenRequests(), 0);
  });
});

describe('Who leaves before it is done', () => {
  it('keeps no pair that the browser brought', async () => {
    await gitlab.atTheBrowser('dana');
    await gitlab.slow('GET /api/v4/user', 1500);
    await choose(places.browser);
    await until(async () => assert.equal(await gitlab.livePairs(), 1));
    await leave();
    await until(async () => assert.equal(await gitlab.livePairs(), 0));
    assert.equal((await snapshot()).kind, 'signedOut');
  });

  it('keeps no pair that a code brought', async () => {
    await choose(places.device);
    await until(async () => assert.ok((await tokenRequests()) > 0));
    await gitlab.slow('POST /oauth/token', 1500);
    await gitlab.enterUserCode(await gitlab.userCode(), 'dana');
    const before = await tokenRequests();
    await until(async () => assert.ok((await tokenRequests()) > before));
    await leave();
    await until(async () => assert.ok((await gitlab.pairs()) > 0));
    await until(async () => assert.equal(await gitlab.livePairs(), 0));
    assert.equal((await snapshot()).kind, 'signedOut');
  });

  it('whom GitLab gives nothing to read with keeps no pair either', async () => {
    await gitlab.atTheBrowser('dana');
    await gitlab.fail('GET /api/v4/user', { kind: 'status', status: 403 }, 99);
    await choose(places.browser);
    await until(async () => assert.equal(await tokenRequests(), 1));
    await until(async () => assert.equal(await gitlab.livePairs(), 0));
  });
});

describe('Several accounts', () => {
  it('stand side by side, one is chosen, and one is signed out of', async () => {
    for (const who of ['dana', 'rae'] as const) {
      await gitlab.atTheBrowser(who);
      await choose(places.browser);
      await until(async () => assert.equal(await gitlab.livePairs(), who === 'dana' ? 1 : 2));
      await askedAs(who);
      await ready(both);
    }
    await gitlab.resetRequests();
    const chosen = run('chooseAccount');
    await pause(700);
    await accept();
    await chosen;
    await askedAs('dana');
    // What the other one was given is asked for again.
    const isReport = (request: string) => request.includes('/artifacts');
    await until(async () => assert.ok((await gitlab.requests()).some(isReport)));
    await ready(both);
    const ended = run('signOut');
    await pause(700);
    await accept();
    await ended;
    await askedAs('rae');
    assert.equal(await gitlab.livePairs(), 1);
    await ready(both);
  });
});

describe('A diagnosis', () => {
  it('is shown where the sign-in has ended, and says so', async () => {
    await gitlab.atTheBrowser('dana');
    // Renewed before each request.
    await gitlab.setLifetime(30);
    await choose(places.browser);
    await ready(both);
    await gitlab.revokePairs();
    await refresh();
    await until(async () => assert.equal((await snapshot()).kind, 'failed'));
    await run('diagnoseConnection');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'gitlab-security-diagnosis');
    assert.match(document.getText(), /^The first step that fails is "Token"/m);
    for (const secret of await gitlab.secrets()) assert.ok(!document.getText().includes(secret));
    await gitlab.setLifetime(7200);
  });
});

describe('With a code', () => {
  it('one enters it on a page, and the findings come', async () => {
    await choose(places.device);
    await until(async () => assert.ok((await tokenRequests()) > 0));
    await gitlab.enterUserCode(await gitlab.userCode(), 'dana');
    await ready(both);
    assert.equal(await gitlab.livePairs(), 1);
  });

  it('who does not agree is not signed in, and not asked again', async () => {
    await choose(places.device);
    await until(async () => assert.ok((await tokenRequests()) > 0));
    await gitlab.enterUserCode(await gitlab.userCode(), 'denied');
    const times = await until(async () => {
      const before = await tokenRequests();
      await pause(2500);
      assert.equal(await tokenRequests(), before);
      return before;
    });
    assert.ok(times >= 2);
  });

  it('who leaves is not waited for', async () => {
    await choose(places.device);
    await until(async () => assert.ok((await tokenRequests()) > 0));
    await leave();
    await pause(200);
    const times = await tokenRequests();
    await pause(2500);
    assert.equal(await tokenRequests(), times);
  });
});

describe('With what others are signed in with', () => {
  it('files that hold token and host count as soon as they are there', async () => {
    await gitlab.writeTokenFiles();
    await refresh();
    await ready(both);
    await run('signOut');
    await refresh();
    await ready(both);
    await gitlab.removeTokenFiles();
  });

  it("glab's configuration is used where one chooses it", async () => {
    await gitlab.writeGlabConfig();
    await refresh();
    await signedOut();
    await choose(2);
    await ready(both);
    await gitlab.removeGlabConfig();
  });
});
