import assert from 'node:assert/strict';
import type { Sample } from '../../sample/createSample.ts';
import type { Ui } from '../../vscode/ui/ui.ts';
import { during, switchTo } from '../support/branches.ts';
import { wears, type Face } from '../support/face.ts';
import type { View } from '../support/view.ts';

/** The faces of a GitLab that is not reached, has had enough, or refuses; ends with a token that is revoked. */
export async function outages(sample: Sample, ui: Ui, view: View): Promise<void> {
  const { gitlab, project, token } = sample;
  const { page } = ui;
  const { host } = new URL(gitlab.url);
  const rae = gitlab.addUser('rae');
  project.members.set(rae, 'developer');
  const step = (name: string, face: Face, before: () => Promise<unknown>) =>
    view.step(name, async () => {
      await page.keyboard.press('Escape');
      await before();
      await wears(ui, view, face);
    });

  const shown = /The findings fetched just now are shown\.$/;
  await step(
    'offline: the last findings stay',
    {
      status: /^\s*offline$/,
      sentence: new RegExp(`^The connection to ${host} broke off.*${shown.source}`),
      message: shown,
      row: 'AWS access token',
      steps: ['Try Again', 'Diagnose Connection'],
    },
    async () => {
      await switchTo(ui, 'feature/order-export');
      await view.row('AWS access token').waitFor();
      await during(gitlab, { kind: 'cut' }, () => view.refresh());
    },
  );
  await step(
    'offline: they are there after a reload as well, with their age',
    {
      status: /^\s*offline$/,
      sentence: new RegExp(
        `^The connection to ${host} broke off.*The findings fetched (just now|.+ ago) are shown\\.$`,
      ),
      message: /The findings fetched (just now|.+ ago) are shown\.$/,
      row: 'AWS access token',
      steps: ['Try Again', 'Diagnose Connection'],
    },
    async () => {
      gitlab.fail('*', { kind: 'cut' }, Infinity);
      await view.reload();
      await view.row('AWS access token').waitFor();
    },
  );
  await step(
    'offline, and another account is asked with: nothing of the one before is shown',
    {
      status: /^\s*offline$/,
      sentence: new RegExp(`^The connection to ${host} broke off[^.]*\\.$`),
      welcome: 'GitLab cannot be reached.',
      steps: ['Try Again', 'Diagnose Connection'],
    },
    async () => {
      await askWith(ui, gitlab.addToken(rae));
      await view.refresh();
      assert.equal(await view.rows.count(), 0);
      await view.badge.waitFor({ state: 'hidden' });
    },
  );
  gitlab.recover();
  await askWith(ui, token);
  await view.refresh();
  await step(
    'too many requests',
    {
      status: 'rate limited',
      sentence: new RegExp(
        `^${host} has had too many requests; it will be asked again soon\\. ${shown.source}`,
      ),
      message: 'has had too many requests',
      row: 'AWS access token',
      steps: ['Try Again'],
    },
    () => during(gitlab, { kind: 'status', status: 429, body: 'Retry later' }, () => view.refresh()),
  );
  await step(
    'a sign-in page instead of data',
    {
      status: 'unexpected answer',
      sentence: new RegExp(`^${host} answered with something unexpected \\(a web page instead of data\\)`),
      message: 'a web page instead of data',
      row: 'AWS access token',
      steps: ['Try Again', 'Show Log'],
    },
    () => during(gitlab, { kind: 'html' }, () => view.refresh()),
  );
  await step(
    'the token was revoked: what is known stays',
    {
      status: 'token refused',
      sentence: new RegExp(`^${host} refused the token\\. ${shown.source}`),
      message: 'refused the token',
      row: 'AWS access token',
      urgent: true,
      steps: ['Replace Token'],
    },
    async () => {
      gitlab.revokeToken(token);
      await view.refresh();
    },
  );
  await step(
    'the token was revoked: after a reload there is only what to do',
    {
      status: 'token refused',
      sentence: `${host} refused the token.`,
      welcome: 'GitLab refused the token: it has expired, was revoked, or is not complete.',
      urgent: true,
      steps: ['Replace Token'],
    },
    () => view.reload(),
  );
}

/** As when who keeps the environment's token has exchanged it. */
async function askWith(ui: Ui, token: string): Promise<void> {
  await ui.host((_, other) => void (process.env['GITLAB_TOKEN'] = other), token);
}
