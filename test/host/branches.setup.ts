import { rmSync } from 'node:fs';
import { GitLab } from '../gitlab/gitLab.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, fresh, old, reported, shopFiles, type Shop } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** A project with branches in every relation to a merge request. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'ultimate' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  repository.commit('alone', { 'src/alone.py': 'alone();\n' });
  repository.commit('review', { 'src/review.py': 'review();\n' });
  repository.commit('unscanned', {});
  const shop = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const { project } = shop;
  gitlab.addPipeline(project, { ref: 'alone', jobs: reported(old, ['src/alone.py', 1, 'alone']) });
  const review = gitlab.addMergeRequest(project, { sourceBranch: 'review' });
  gitlab.addPipeline(project, { mergeRequest: review, jobs: reported(['src/review.py', 1, 'review']) });
  gitlab.addMergeRequest(project, { sourceBranch: 'unscanned' });
  const folder = cloneOf(
    repository.bare,
    `${temporaryFolder}/api`,
    `${gitlab.url}/acme/shop/api.git`,
    'feature',
  );
  git(folder, 'branch', '--no-track', 'local', 'origin/main');
  git(folder, 'branch', '--track', 'renamed', 'origin/review');
  // The target branch goes on, and is merged here without pushing it: to GitLab nothing has changed.
  const later = repository.commit('main', { 'src/later.py': 'later();\n' });
  git(folder, 'fetch', '--quiet', repository.bare, '+refs/heads/main:refs/remotes/origin/main');
  git(folder, 'branch', '--track', 'merged', 'origin/review');
  git(folder, 'branch', '--force', 'merged', mergeOf(folder, 'origin/review', later));
  return {
    folder,
    env: { GITLAB_TOKEN: shop.token, GITLAB_HOST: gitlab.url },
    control: answer(controlsOf(gitlab, shop, folder)),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

/** A merge commit of two, made without checking anything out. */
function mergeOf(folder: string, one: string, other: string): string {
  const tree = git(folder, 'merge-tree', '--write-tree', one, other);
  const by = ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com'];
  return git(folder, ...by, 'commit-tree', tree, '-p', one, '-p', other, '-m', 'Merge');
}

function controlsOf(gitlab: GitLab, { project, mergeRequest }: Shop, folder: string) {
  let running: Pipeline | undefined;
  return {
    ...gitLabControls(gitlab),
    startPipeline: () => {
      const jobs = reported(fresh, ['src/new.py', 3, 'newer']);
      running = gitlab.addPipeline(project, { mergeRequest, status: 'running', jobs });
    },
    finishPipeline: () => running && gitlab.finishPipeline(running),
    commitOf: (branch: string) => git(folder, 'rev-parse', branch),
    restore: () => void git(folder, 'checkout', '--quiet', '--', '.'),
    reset: () => void git(folder, 'reset', '--quiet', '--hard', 'origin/feature'),
    remove: (path: string) => rmSync(`${folder}/${path}`),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
