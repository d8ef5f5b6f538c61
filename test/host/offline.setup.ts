import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, shopFiles, type Shop } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** A GitLab that comes and goes, and a second branch, since a window forgets a branch's findings when it is left. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const shop = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const remote = `${gitlab.url}/acme/shop/api.git`;
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, remote, 'feature');
  git(folder, 'branch', '--no-track', 'local');
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

function controlsOf(gitlab: GitLab, { token, project }: Shop, folder: string) {
  const rae = gitlab.addUser('rae');
  project.members.set(rae, 'developer');
  return {
    ...gitLabControls(gitlab),
    token: () => token,
    tokenOfRae: () => gitlab.addToken(rae),
    setRemote: (path: string) => git(folder, 'remote', 'set-url', 'origin', `${gitlab.url}/${path}.git`),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
