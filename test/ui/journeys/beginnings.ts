import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { git, lookAgain } from '../support/branches.ts';
import { wears } from '../support/face.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** From no folder at all to a repository of a GitLab that knows it not. */
export async function beginnings(stage: Stage): Promise<void> {
  const { gitlab, env } = await stage.sample();
  const nowhere = await stage.open('no-folder', { folder: '', env });
  const before = new View(nowhere);
  await before.step('no folder', async () => {
    await before.show();
    await shows(before.welcome, 'Open a folder with a GitLab repository to see its security findings.');
    await before.welcome.getByText('Open Folder').waitFor();
    await before.status.waitFor({ state: 'hidden' });
  });

  const ui = await stage.open('folder', { env });
  const view = new View(ui);
  await view.step('no repository', async () => {
    await view.show();
    await shows(view.welcome, 'This folder has no git repository.');
    await view.status.waitFor({ state: 'hidden' });
  });
  await view.step('no remote', async () => {
    git(ui.folder, 'init', '--quiet', '--initial-branch=main');
    mkdirSync(join(ui.folder, 'src'));
    git(ui.folder, 'commit', '--quiet', '--allow-empty', '--message=Begin');
    await shows(view.welcome, 'This repository has no remote on a server.');
    await view.welcome.getByText('Add Remote').waitFor();
    await view.status.waitFor({ state: 'hidden' });
  });
  await view.step('a project that GitLab does not know', async () => {
    git(ui.folder, 'remote', 'add', 'origin', `${gitlab.url}/acme/shop/nothing.git`);
    await lookAgain(ui);
    await wears(ui, view, {
      status: 'project not found',
      sentence: `${new URL(gitlab.url).host} knows no project acme/shop/nothing that this token may see.`,
      welcome: 'GitLab knows no such project that your token may see.',
      steps: ['Replace Token', 'Try Again'],
      urgent: true,
    });
  });
  await view.step('a GitLab that nobody has signed in to', async () => {
    await ui.page.keyboard.press('Escape');
    git(ui.folder, 'remote', 'set-url', 'origin', 'git@gitlab.example.com:acme/shop/api.git');
    await lookAgain(ui);
    await wears(ui, view, {
      status: 'sign in',
      sentence: 'Sign in to gitlab.example.com to see the findings of acme/shop/api.',
      welcome: "Sign in to this repository's GitLab to see its security findings.",
      steps: ['Sign In'],
    });
  });
}
