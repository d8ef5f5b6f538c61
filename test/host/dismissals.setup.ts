import { GitLab } from '../gitlab/gitLab.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import type { Role } from '../gitlab/state/role.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, type Flaw } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

const rules = ['one', 'two', 'three', 'four', 'five', 'six'];
const flaws = rules.map((rule, index): Flaw => ['src/new.py', index + 1, rule]);

/** A merge request of a maintainer on an Ultimate GitLab, with a finding on each of six lines. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'ultimate' });
  const repository = new MadeRepository();
  const text = rules.map((rule) => `${rule}();\n`).join('');
  repository.commit('main', { 'src/old.py': 'old();\n' });
  repository.commit('feature', { 'src/old.py': 'old();\n', 'src/new.py': text });
  const shop = addShop(gitlab, {
    repository: repository.bare,
    jobs: (...own) => reported(...own.filter(([, , rule]) => rule === 'old'), ...flaws),
  });
  gitlab.setRole(shop.project, shop.dana, 'maintainer');
  gitlab.delay('*', 20);
  return {
    folder: cloneOf(repository.bare, `${temporaryFolder}/api`, `${gitlab.url}/acme/shop/api.git`, 'feature'),
    env: { GITLAB_TOKEN: shop.token, GITLAB_HOST: gitlab.url },
    control: answer(controlsOf(gitlab, shop.head, (role) => gitlab.setRole(shop.project, shop.dana, role))),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, head: Pipeline, setRole: (role: Role) => void) {
  return {
    ...gitLabControls(gitlab),
    setRole,
    writes: () => gitlab.writes(),
    /** What GitLab holds of decisions, by title: `dismissed false_positive words`. */
    decisions: () =>
      Object.fromEntries(
        gitlab
          .inspect()
          .decisions.map(({ title, state, reason, comment }) => [
            title,
            [state, reason, comment].filter((part) => part !== undefined).join(' '),
          ]),
      ),
    confirmElsewhere: (title: string) => {
      const found = gitlab.findingsOf(head).find((one) => one.title === title);
      gitlab.setState(found?.uuid ?? '', 'confirmed');
    },
    dismissElsewhere: (title: string, comment = 'Elsewhere') => {
      const found = gitlab.findingsOf(head).find((one) => one.title === title);
      gitlab.dismiss(found?.uuid ?? '', { reason: 'used_in_tests', ...(comment !== '' && { comment }) });
    },
  };
}

export type Controls = ReturnType<typeof controlsOf>;
