import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitLab } from '../test/gitlab/gitLab.ts';
import { MadeRepository } from '../test/gitlab/support/madeRepository.ts';
import { addShop, reported, shopFiles } from '../test/host/support/setup/addShop.ts';
import { cloneOf } from '../test/host/support/setup/cloneOf.ts';
import { View } from '../test/ui/support/view.ts';
import { atMost, type Measurement } from './measurement.ts';
import { WatchedWindow } from './window/watchedWindow.ts';

const count = 40;

/** Forty repositories in one window, each with a merge request: how much is asked, and for how long the host's thread is taken. */
export async function benchRepositories(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'repositories-'));
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const dana = gitlab.addUser('dana');
  const names = Array.from({ length: count }, (_, index) => `shop-${String(index).padStart(2, '0')}`);
  for (const name of names) {
    addShop(gitlab, { path: `acme/${name}`, repository: repository.bare, jobs: reported, dana });
    cloneOf(repository.bare, join(folder, name), `${gitlab.url}/acme/${name}.git`, 'feature');
  }
  const workspace = join(folder, 'all.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: names.map((path) => ({ path })) }));
  const window = await WatchedWindow.open({
    name: 'repositories',
    folder: workspace,
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    settings: { 'git.openRepositoryInParentFolders': 'never' },
  });
  try {
    const view = new View(window.ui);
    await view.show();
    const start = await window.watch('40 repositories, from the start', async (ui) => {
      // The last to come is below what can be seen; the badge counts all of them.
      await ui.page.locator('.activitybar .badge-content', { hasText: /^40$/ }).waitFor({ timeout: 120_000 });
    });
    const atStart = gitlab.requests.length;
    gitlab.resetRequests();
    const refresh = await window.watch('40 repositories, a refresh of all', (ui) =>
      ui.host(async (vscode) => vscode.commands.executeCommand('gitlabSecurity.refresh')),
    );
    return [
      atMost('longest stretch of ours with 40 repositories: from the start', start.ours, 'ms', 16),
      atMost('longest stretch of ours with 40 repositories: a refresh of all', refresh.ours, 'ms', 16),
      atMost('requests for each of 40 repositories, from nothing to findings', atStart / count, '', 4),
      atMost('requests of a refresh for each of 40 repositories', gitlab.requests.length / count, '', 1),
      atMost('times VS Code called the host unresponsive with 40 repositories', window.unresponsive, '', 0),
    ];
  } finally {
    await window.close();
    await gitlab.stop();
    repository.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
