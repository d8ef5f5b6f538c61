import { mkdirSync, writeFileSync } from 'node:fs';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, shopFiles } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';

/** What a repository's own settings could say to lead a token elsewhere, or to hide what is found. */
const settings = {
  'gitlabSecurity.remotes': ['elsewhere'],
  'gitlabSecurity.instances': ['https://evil.example/gitlab'],
  'gitlabSecurity.oauthClientIds': { 'https://evil.example': 'x' },
  'gitlabSecurity.certificateAuthorities': ['/workspace/evil.pem'],
  'gitlabSecurity.clientCertificates': {
    'https://evil.example': { certificate: '/workspace/evil.pem', key: '/workspace/evil.key' },
  },
};

/** A clone that nobody has said to trust, with settings of its own, on a GitLab that is signed in. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const elsewhere = await GitLab.start();
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const shop = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const remote = `${gitlab.url}/acme/shop/api.git`;
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, remote, 'feature');
  mkdirSync(`${folder}/.vscode`);
  writeFileSync(
    `${folder}/.vscode/settings.json`,
    JSON.stringify({ ...settings, 'http.proxy': elsewhere.url, 'git.path': '/workspace/evil' }),
  );
  return {
    folder,
    isUntrusted: true,
    env: { GITLAB_TOKEN: shop.token, GITLAB_HOST: gitlab.url },
    control: answer({
      requests: () => gitlab.requests.map(({ path }) => path),
      requestsElsewhere: () => elsewhere.requests.length,
    }),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
      await elsewhere.stop();
    },
  };
};

export interface Controls extends Readonly<Record<string, (...args: never[]) => unknown>> {
  readonly requests: () => readonly string[];
  readonly requestsElsewhere: () => number;
}
