import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { GitLab } from '../gitlab/gitLab.ts';
import type { GitLabOptions } from '../gitlab/settings.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, old, reported, shopFiles } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** On a sub-path, with projects in groups of every depth; all from one repository, told apart by a rule of their own. */
const here = {
  'acme/shop': ['src/new.py', 1, 'shop'],
  'acme/lib': ['src/new.py', 1, 'lib'],
  'acme/teams/web/mono': ['packages/web/app.py', 1, 'mono'],
} as const;

/** Repositories in the ways people have them, in one window; the other GitLab is the one nobody signs in to at first. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const repository = new MadeRepository();
  repository.commit('main', { ...shopFiles, 'packages/web/app.py': 'app()\n' });
  repository.commit('feature', {});
  repository.commit('review', {});
  const start = async (
    options: GitLabOptions,
    projects: Readonly<Record<string, readonly [string, number, string]>>,
  ) => {
    const gitlab = await GitLab.start(options);
    const shops = Object.entries(projects).map(([path, rule]) =>
      addShop(gitlab, { path, repository: repository.bare, jobs: (...flaws) => reported(...flaws, rule) }),
    );
    return { gitlab, shops };
  };
  const { gitlab, shops } = await start({ subPath: '/gitlab' }, here);
  const other = await start(
    { tier: 'free', version: '19.4.0' },
    { 'acme/other': ['src/old.py', 1, 'other'] },
  );
  const [shop] = shops;
  if (!shop) throw new Error('no shop');
  const review = gitlab.addMergeRequest(shop.project, { sourceBranch: 'review' });
  gitlab.addPipeline(shop.project, {
    mergeRequest: review,
    jobs: reported(old, ['src/new.py', 1, 'review']),
  });

  const folder = (name: string) => `${temporaryFolder}/${name}`;
  const clone = (name: string, url: string) => cloneOf(repository.bare, folder(name), url, 'feature');
  clone('shop', `${gitlab.url}/acme/shop.git`);
  git(folder('shop'), 'worktree', 'add', '--quiet', folder('worktree'), '-b', 'review', 'origin/review');
  const fromDisk = ['-c', 'protocol.file.allow=always'];
  git(
    folder('shop'),
    ...fromDisk,
    'submodule',
    '--quiet',
    'add',
    '-b',
    'feature',
    repository.bare,
    'vendor/lib',
  );
  git(folder('shop/vendor/lib'), 'remote', 'set-url', 'origin', `${gitlab.url}/acme/lib.git`);
  clone('mono', `${gitlab.url}/acme/teams/web/mono.git`);
  clone('other', `${other.gitlab.url}/acme/other.git`);
  clone('remotes', 'https://gitlab.invalid/acme/shop.git');
  const folders = ['shop', 'worktree', 'mono/packages/web', 'other', 'remotes'].map((path) => ({ path }));
  mkdirSync(folder('window'));
  const workspace = `${folder('window')}/all.code-workspace`;
  writeFileSync(workspace, JSON.stringify({ folders: folders.map(({ path }) => ({ path: `../${path}` })) }));
  // Every project's dana is a user of their own; one token has to see them all.
  for (const { project } of shops) gitlab.setRole(project, shop.dana, 'developer');
  return {
    folder: workspace,
    settings: { 'git.openRepositoryInParentFolders': 'always' },
    env: { GITLAB_TOKEN: shop.token, GITLAB_HOST: gitlab.url },
    control: answer({
      ...controlsOf(gitlab, other, folder('remotes')),
      touchWorkspace: () => appendFileSync(workspace, '\n'),
    }),
    dispose: async () => {
      repository.remove();
      await Promise.all([gitlab.stop(), other.gitlab.stop()]);
    },
  };
};

interface Other {
  readonly gitlab: GitLab;
  readonly shops: readonly { readonly token: string }[];
}

function controlsOf(gitlab: GitLab, other: Other, folder: string) {
  return {
    ...gitLabControls(gitlab),
    url: () => gitlab.url,
    otherRequests: () => other.gitlab.requests.length,
    other: () => ({ url: other.gitlab.url, token: other.shops[0]?.token ?? '' }),
    git: (args: readonly string[]) => git(folder, ...args),
  };
}

export type Controls = ReturnType<typeof controlsOf> & { readonly touchWorkspace: () => void };
