import assert from 'node:assert/strict';
import { comesTrue } from '../../vscode/comesTrue.ts';
import type { Stage } from '../support/stage.ts';
import { menuOf, shows, View } from '../support/view.ts';
import { wears } from '../support/face.ts';

/** Signing in without a token: through the browser, by pasting what it shows, and with a code. */
export async function accounts(stage: Stage): Promise<void> {
  // A remote window leads 127.0.0.1 in the browser to a port of its server; another address it leaves alone.
  const sample = await stage.sample({ gitlab: { address: '127.0.0.2', subPath: '/gitlab' } });
  const { gitlab, dana } = sample;
  const redirectUris: string[] = [];
  const clientId = gitlab.addApplication({ redirectUris });
  gitlab.oauth.deviceInterval = 1;
  const settings = { 'gitlabSecurity.oauthClientIds': { [gitlab.url]: clientId } };
  const ui = await stage.open('window', { folder: sample.folder, settings });
  const view = new View(ui);
  const { page } = ui;
  const name = gitlab.url.replace('http://', '');
  const title = ui.quickInput.locator('.quick-input-title');
  const said = ui.quickInput.locator('.quick-input-message');
  const answer = async (text: string) => {
    await ui.quickText.fill(text);
    await page.keyboard.press('Enter');
  };
  const found = '16 new · 23 existing';

  redirectUris.push(
    await ui.host(async (vscode) => {
      const scheme = vscode.env.uriScheme;
      const own = `${scheme}://gitlab-security-findings.gitlab-security-findings/authentication`;
      return (await vscode.env.asExternalUri(vscode.Uri.parse(own))).toString(true);
    }),
  );

  await view.step('the ways to sign in are offered, one of them for remote windows first', async () => {
    await view.show();
    await view.welcome.getByText('Sign In', { exact: true }).click();
    await answer(gitlab.url);
    await shows(title, 'Sign In to GitLab (2/3)');
    const labels = ui.quickInput.locator('.monaco-list-row .label-name:visible');
    await labels.first().waitFor();
    const ways = (await labels.allInnerTexts()).map((label) => label.trim());
    assert.deepEqual(
      ways.filter((label) => label.startsWith('With ')),
      ['With a Code', 'With the Browser', 'With a Token'],
    );
    assert.deepEqual(gitlab.requests, []);
  });

  let question = '';
  await view.step(
    'a page of GitLab opens in the browser, while a box waits for what comes of it',
    async () => {
      await ui.quickRow('With the Browser').click();
      const opened = page.context().waitForEvent('page');
      await ui.dialogButton('Open').click();
      const browser = await opened;
      await browser.waitForLoadState();
      question = browser.url();
      assert.ok(question.startsWith(`${gitlab.url}/oauth/authorize?`), question);
      await browser.close();
      await shows(title, 'Sign In to GitLab (3/3)');
      await shows(said, `Agree on the page of ${name} that opens in your browser.`);
    },
  );

  await view.step('what belongs to another sign-in is not taken', async () => {
    await answer('vscode://anything?code=0123456789&state=guessed');
    await shows(said, 'That answer belongs to another sign-in; open the page again from here.');
    await answer('no code');
    await shows(said, 'Paste the address or the code.');
    await answer('0123456789abcdef');
    await shows(said, /does not take this code any more .*; go back and sign in again\./);
  });

  await view.step('the address that the browser ends at brings the findings', async () => {
    gitlab.oauth.atTheBrowser = dana;
    const { headers } = await fetch(question, { redirect: 'manual' });
    await answer(headers.get('location') ?? '');
    await shows(view.status, found);
    await shows(ui.toast(/./), `Signed in to ${name} as dana.`);
  });

  await view.step('the menu says how one is signed in', async () => {
    const { entries } = await menuOf(ui, view);
    assert.ok(entries.includes('Sign Out…'), entries.join());
    await shows(ui.quickRow('Sign Out…'), 'signed in with your GitLab account');
    await page.keyboard.press('Escape');
  });

  await view.step('a sign-in that GitLab has ended leads to one step', async () => {
    for (const pair of gitlab.oauth.pairs) {
      pair.revoked = true;
      pair.token.revoked = true;
    }
    await view.refresh();
    await wears(ui, view, {
      status: 'sign in again',
      sentence: new RegExp(`^The sign-in to ${name} has ended\\. The findings fetched .* are shown\\.$`),
      steps: ['Sign In Again'],
      urgent: true,
    });
  });

  await view.step('it offers the same GitLab, and a code to enter in any browser', async () => {
    await ui.quickRow('Sign In Again').click();
    await shows(title, 'Sign In to GitLab (1/2)');
    assert.equal(await ui.quickText.inputValue(), gitlab.url);
    await page.keyboard.press('Enter');
    await ui.quickRow('With a Code').click();
    await shows(said, `Enter this code at ${gitlab.url}/oauth/device and agree`);
    assert.equal(await ui.quickText.inputValue(), gitlab.oauth.devices.at(-1)?.userCode);
  });

  await view.step('the box closes by itself when one has agreed', async () => {
    gitlab.enterUserCode(await ui.quickText.inputValue(), dana);
    await ui.quickInput.waitFor({ state: 'hidden' });
    await shows(view.status, found);
  });

  const rae = gitlab.addUser('rae');
  const day = 24 * 60 * 60 * 1000;
  const lastDay = new Date(Date.now() + 3 * day).toISOString().slice(0, 10);
  sample.project.members.set(rae, 'developer');
  const asked = () => gitlab.requests.findLast(({ operationNames }) => operationNames.includes('Overview'));
  await view.step('a second account is signed in beside the first, and used', async () => {
    await ui.run('GitLab Security: Sign In…');
    await shows(title, 'Sign In to GitLab (1/2)');
    await answer(gitlab.url);
    await shows(title, 'Sign In to GitLab (2/3)');
    await ui.quickRow('With a Token').click();
    await shows(title, 'Sign In to GitLab (3/3)');
    const token = gitlab.addToken(rae, { expiresAt: new Date(`${lastDay}T00:00:00Z`) });
    await answer(token);
    await shows(ui.toast(/./), `Signed in to ${name} as rae. It expires on ${lastDay}.`);
    await comesTrue('GitLab is asked as rae', () => asked()?.tokenUsed === token);
    await shows(view.status, found);
  });

  await view.step('both may be chosen, or a further one signed in', async () => {
    await ui.run('GitLab Security: Choose Account…');
    await shows(title, `Accounts of ${name}`);
    await shows(ui.quickRow('dana'), 'signed in with your GitLab account');
    await shows(ui.quickRow('rae'), `signed in with a token that expires on ${lastDay}`);
    await ui.quickRow('Sign In with Another Account…').waitFor();
  });

  await view.step('the one that is chosen is used', async () => {
    await ui.quickRow('dana').click();
    const isDanas = () => gitlab.oauth.pairs.some(({ token }) => token.value === asked()?.tokenUsed);
    await comesTrue('GitLab is asked as dana', isDanas);
    await shows(view.status, found);
  });

  const warning = `The token of rae for ${name} expires on ${lastDay}; replace it to keep seeing findings.`;
  await view.step(
    'a token that ends in three days is warned of, once the window has been open a minute',
    async () => {
      await ui.run('Notifications: Clear All Notifications');
      await ui.toast(warning).waitFor({ timeout: 75_000 });
      const buttons = ui.toast(warning).locator('.notification-list-item-buttons-container .monaco-button');
      assert.deepEqual(await buttons.allInnerTexts(), ['Replace Token']);
      await shows(view.status, found);
    },
  );

  await view.step('its one action leads to signing in to the same GitLab again', async () => {
    await ui.toastButton(warning, 'Replace Token').click();
    await shows(title, 'Sign In to GitLab (1/2)');
    assert.equal(await ui.quickText.inputValue(), gitlab.url);
    await page.keyboard.press('Escape');
    await ui.toast(warning).waitFor({ state: 'hidden' });
  });

  await view.step('of two, one is signed out of, and the other is used', async () => {
    await ui.run('GitLab Security: Sign Out…');
    await ui.quickRow('rae, signed in with a token').click();
    await shows(
      ui.toast('Signed out'),
      `Signed out of ${name} as rae; the token is removed from this computer.`,
    );
    await shows(view.status, found);
  });

  await view.step('signing out ends it in GitLab as well', async () => {
    await ui.run('GitLab Security: Sign Out…');
    await shows(
      ui.toast('as dana'),
      `Signed out of ${name} as dana; the token is removed from this computer.`,
    );
    await view.welcome.waitFor();
    await comesTrue('no token is left in GitLab', () => gitlab.livePairs() === 0);
  });
}
