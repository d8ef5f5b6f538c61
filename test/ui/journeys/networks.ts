import assert from 'node:assert/strict';
import type { Controls as NetworkControls } from '../../host/network.setup.ts';
import { setup as companyNetwork } from '../../host/network.setup.ts';
import { setup as restrictedFolder } from '../../host/restricted.setup.ts';
import type { Ui } from '../../vscode/ui/ui.ts';
import type { Stage } from '../support/stage.ts';
import { wears } from '../support/face.ts';
import { shows, View } from '../support/view.ts';

/** A company's network, from its first refusal to findings; then a folder that nobody trusts. */
export async function networks(stage: Stage): Promise<void> {
  await inCompany(stage);
  await inRestrictedMode(stage);
}

async function inCompany(stage: Stage): Promise<void> {
  const { folder, env = {}, control } = await stage.setUp(companyNetwork);
  const { files, password, port, host } = (await control?.({ call: 'known', args: [] })) as ReturnType<
    NetworkControls['known']
  >;
  const settings = { 'http.proxySupport': 'override' };
  const ui = await stage.open('window', { folder, env, settings });
  const view = new View(ui);
  const address = `127.0.0.1:${port}`;

  await view.step('a name that only the proxy knows cannot be looked up', async () => {
    await view.show();
    await wears(ui, view, {
      status: 'offline',
      sentence: `The name of ${host} cannot be looked up; check the address, your VPN, and whether VS Code needs a proxy (http.proxy).`,
      welcome: 'GitLab cannot be reached.',
      steps: ['Try Again', 'Diagnose Connection'],
    });
  });

  await view.step('the proxy wants another password', async () => {
    await ui.page.keyboard.press('Escape');
    await set(ui, 'http.proxy', `http://dana:wrong@${address}`);
    await wears(ui, view, {
      status: 'proxy password',
      sentence: `The proxy on the way to ${host} wants a name and password; put them into http.proxy, in front of its host.`,
      welcome: 'The proxy does not let requests to GitLab through.',
      steps: ['Open Settings', 'Diagnose Connection'],
      urgent: true,
    });
  });

  await view.step('behind it is a certificate that only the company vouches for', async () => {
    await ui.page.keyboard.press('Escape');
    await set(ui, 'http.proxy', `http://dana:${encodeURIComponent(password)}@${address}`);
    await wears(ui, view, {
      status: 'certificate not trusted',
      sentence:
        /^The certificate of gitlab\.corp\.test is signed by an authority that this computer does not trust; /,
      welcome: "GitLab's certificate cannot be trusted as things are.",
      steps: ['Open Settings', 'Diagnose Connection'],
      urgent: true,
    });
  });

  await view.step('the diagnosis says which authority is missing', async () => {
    await ui.page.keyboard.press('Escape');
    await view.welcome.getByText('Diagnose Connection').click();
    await shows(ui.page.locator('.editor-group-container .view-lines'), 'Acme Corp Root CA');
  });

  await view.step('once it is named, findings arrive', async () => {
    await set(ui, 'gitlabSecurity.certificateAuthorities', [files.authority]);
    await shows(view.status, '1 new');
    await view.row('Rule new').waitFor();
    await view.open(view.row('Rule new'), ui.codeLens('Rule new'));
  });
}

async function inRestrictedMode(stage: Stage): Promise<void> {
  const { folder, env = {}, control } = await stage.setUp(restrictedFolder);
  // Without the question of whether to trust it, which nobody answers here.
  const settings = { 'security.workspace.trust.startupPrompt': 'never' };
  const ui = await stage.open('restricted', { folder, env, settings, workspaceTrust: true });
  const view = new View(ui);

  await view.step('in a folder that nobody trusts nothing is asked, and the view says why', async () => {
    await view.show();
    await shows(view.welcome, 'In Restricted Mode VS Code runs no Git');
    await view.welcome.getByText('Manage Workspace Trust').waitFor();
    assert.deepEqual(await control?.({ call: 'requests', args: [] }), []);
  });
}

/** As the settings of the user. */
async function set(ui: Ui, name: string, value: unknown): Promise<void> {
  await ui.host(
    async (vscode, key, to) => {
      await vscode.workspace.getConfiguration().update(key, to, vscode.ConfigurationTarget.Global);
    },
    name,
    value,
  );
}
