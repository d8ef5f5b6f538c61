import assert from 'node:assert/strict';
import type { Stage } from '../support/stage.ts';
import { menuOf, shows, View } from '../support/view.ts';

/** From a folder of an unknown GitLab to its findings, and back. */
export async function signingIn(stage: Stage): Promise<void> {
  const sample = await stage.sample({ gitlab: { subPath: '/gitlab' } });
  const { gitlab, dana } = sample;
  const ui = await stage.open('window', { folder: sample.folder });
  const view = new View(ui);
  const { page } = ui;
  const { host } = new URL(gitlab.url);
  const name = `${host}/gitlab`;

  const answer = async (text: string) => {
    await ui.quickText.fill(text);
    await page.keyboard.press('Enter');
  };
  const title = ui.quickInput.locator('.quick-input-title');
  const said = ui.quickInput.locator('.quick-input-message');

  await view.step('the view says what is missing, and sends nothing', async () => {
    await shows(view.status, 'sign in');
    await view.show();
    await shows(view.welcome, /Sign in to this repository's GitLab to see its security findings\./);
    await shows(view.welcome, /Nothing is sent to a server before you do\./);
    assert.deepEqual(gitlab.requests, []);
  });

  await view.step('the status bar leads to the same', async () => {
    const menu = await menuOf(ui, view);
    assert.match(
      menu.title,
      new RegExp(`^Sign in to ${host} to see the findings of .*acme/shop/shop-api\\.$`),
    );
    assert.equal(menu.entries[0], 'Sign In');
    await page.keyboard.press('Escape');
  });

  await view.step('the address of the remote is offered, and one that is none is refused', async () => {
    await view.welcome.getByText('Sign In', { exact: true }).click();
    await shows(title, 'Sign In to GitLab (1/2)');
    assert.equal(await ui.quickText.inputValue(), `http://${host}`);
    await answer('http://gitlab.example.com');
    await shows(said, 'plain http only works for this computer itself');
  });

  await view.step('one can go back to the address', async () => {
    await answer(gitlab.url);
    await shows(title, 'Sign In to GitLab (2/2)');
    await shows(said, `token for ${name}. Scope read_api shows findings`);
    await ui.quickInput.locator('[aria-label^="Back"]').click();
    await shows(title, 'Sign In to GitLab (1/2)');
    assert.equal(await ui.quickText.inputValue(), gitlab.url);
    assert.deepEqual(gitlab.requests, []);
  });

  await view.step('a server that is not there is told', async () => {
    await answer('http://127.0.0.1:9');
    await shows(title, 'Sign In to GitLab (2/2)');
    await answer('glpat-anything');
    await shows(said, /127\.0\.0\.1:9 refuses connections; check its port/);
    await ui.quickInput.locator('[aria-label^="Back"]').click();
    assert.deepEqual(gitlab.requests, []);
  });

  await view.step('a token that GitLab does not know is refused', async () => {
    await shows(title, 'Sign In to GitLab (1/2)');
    await answer(gitlab.url);
    await shows(title, 'Sign In to GitLab (2/2)');
    await answer('glpat-wrong');
    await shows(said, `${name} refused this token (401 Unauthorized); check that it is complete`);
  });

  await view.step('a token without the scope is refused with the scope that it needs', async () => {
    await answer(gitlab.addToken(dana, { scopes: ['read_repository', 'read_user'] }));
    await shows(
      said,
      'This token has the scopes read_repository, read_user; create one with read_api or api.',
    );
  });

  await view.step('the right one brings the findings', async () => {
    await answer(gitlab.addToken(dana, { scopes: ['read_api'] }));
    await shows(view.status, '16 new · 23 existing');
    await view.row('SQL injection').waitFor();
    await shows(
      ui.toast(/./),
      `Signed in to ${name} as dana. The token can read only; dismissing will need the scope api.`,
    );
  });

  await view.step('signing out takes them away', async () => {
    await ui.run('GitLab Security: Sign Out…');
    await shows(
      ui.toast('Signed out'),
      `Signed out of ${name} as dana; the token is removed from this computer.`,
    );
    await view.welcome.waitFor();
    await shows(view.status, 'sign in');
    await view.badge.waitFor({ state: 'hidden' });
    gitlab.resetRequests();
    await view.refresh();
    assert.deepEqual(gitlab.requests, []);
  });
}
