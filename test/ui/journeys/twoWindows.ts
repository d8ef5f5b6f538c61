import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { comesTrue } from '../../vscode/comesTrue.ts';
import type { Driver } from '../../vscode/ui/driver.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** One sign-in in two windows: they agree on who renews it. */
export async function twoWindows(stage: Stage): Promise<void> {
  const sample = await stage.sample({ gitlab: { address: '127.0.0.2' } });
  const { gitlab, dana } = sample;
  gitlab.oauth.deviceInterval = 1;
  const settings = { 'gitlabSecurity.oauthClientIds': { [gitlab.url]: gitlab.addApplication() } };
  const ui = await stage.open('window', { folder: sample.folder, settings, desktopSecrets: true });
  const view = new View(ui);
  const found = '16 new · 23 existing';
  const windows: Driver[] = [ui];
  const status = ({ page }: Driver) => page.locator('.statusbar-item[id$="gitlabSecurity.status"]');
  const renewals = () => gitlab.requests.filter(({ path }) => path === '/oauth/token').length;
  /** Of every window by the server's count: nothing else asks for findings here. */
  const askedAnew = () => {
    const { value } = gitlab.oauth.pairs.findLast(({ revoked }) => !revoked)?.token ?? {};
    return gitlab.requests.filter(
      ({ operationNames, tokenUsed }) => operationNames.includes('Overview') && tokenUsed === value,
    ).length;
  };
  const expire = () => {
    for (const { token } of gitlab.oauth.pairs) gitlab.expireToken(token.value);
    gitlab.resetRequests();
  };
  const renewedOnce = async () => {
    await comesTrue(
      'every window asks with the new token',
      () => renewals() > 0 && askedAnew() >= windows.length,
    );
    for (const window of windows) await shows(status(window), found);
    assert.equal(renewals(), 1);
    assert.equal(gitlab.livePairs(), 1);
  };

  await view.step('signed in with a code in one window', async () => {
    await view.show();
    await view.welcome.getByText('Sign In', { exact: true }).click();
    await ui.quickText.fill(gitlab.url);
    await ui.page.keyboard.press('Enter');
    await ui.quickRow('With a Code').click();
    await shows(ui.quickInput.locator('.quick-input-message'), 'Enter this code');
    gitlab.enterUserCode(await ui.quickText.inputValue(), dana);
    await shows(view.status, found);
  });

  await view.step('a window that is opened beside it is signed in as well', async () => {
    const folder = `${sample.folder}-beside`; // in the sample's own folder, and gone with it
    cpSync(sample.folder, folder, { recursive: true });
    windows.push(await ui.beside(folder));
    for (const window of windows) await shows(status(window), found);
    assert.equal(renewals(), 1, 'one for the code, none since');
  });

  for (const turn of ['once', 'twice', 'three times']) {
    await view.step(`refreshed in the same moment, the token expired: one renews it, ${turn}`, async () => {
      expire();
      for (const window of windows) {
        await window.page.keyboard.press('F1');
        await window.quickText.fill('>GitLab Security: Refresh');
        await window.quickRow('GitLab Security: Refresh').waitFor();
      }
      await Promise.all(windows.map(({ page }) => page.keyboard.press('Enter')));
      await renewedOnce();
    });
  }

  await view.step('opened again in the same moment, as after a night, one renews it', async () => {
    expire();
    await Promise.all(windows.map(({ page }) => page.reload({ waitUntil: 'commit' })));
    await renewedOnce();
  });

  await view.step('signed out in one, the other is signed out as well', async () => {
    await ui.run('GitLab Security: Sign Out…');
    for (const window of windows) await shows(status(window), 'sign in');
    await comesTrue('no token is left in GitLab', () => gitlab.livePairs() === 0);
  });
}
