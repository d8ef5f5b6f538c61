import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { User } from '../gitlab/state/user.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, shopFiles, type Shop } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** Only on Linux is every address of 127.0.0.0/8 there; elsewhere the window is a desktop's, which is not remote. */
const address = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

/** A GitLab with an OAuth application, files that can hold a token, a place for glab's configuration; nobody is signed in. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0', address });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const shop = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const rae = gitlab.addUser('rae');
  shop.project.members.set(rae, 'developer');
  const redirectUris: string[] = [];
  const clientId = gitlab.addApplication({ redirectUris });
  gitlab.oauth.deviceInterval = 1;
  const glab = `${temporaryFolder}/glab`;
  mkdirSync(glab);
  const files = { token: `${temporaryFolder}/token`, host: `${temporaryFolder}/host` };
  return {
    folder: cloneOf(repository.bare, `${temporaryFolder}/api`, `${gitlab.url}/acme/shop/api.git`, 'feature'),
    settings: { 'gitlabSecurity.oauthClientIds': { [`${gitlab.url}/`]: clientId } },
    env: { GITLAB_TOKEN_FILE: files.token, GITLAB_HOST_FILE: files.host, GLAB_CONFIG_DIR: glab },
    control: answer({
      ...controlsOf(gitlab, shop, rae, { ...files, glab: `${glab}/config.yml` }),
      register: (redirectUri: string) => void redirectUris.push(redirectUri),
    }),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

interface Files {
  readonly token: string;
  readonly host: string;
  readonly glab: string;
}

function controlsOf(gitlab: GitLab, { dana }: Shop, rae: User, files: Files) {
  const people = { dana, rae, denied: 'denied', nobody: undefined } as const;
  return {
    ...gitLabControls(gitlab),
    url: () => gitlab.url,
    /** Who sits at the browser: agrees, refuses, or does nothing yet. */
    atTheBrowser: (who: keyof typeof people) => {
      gitlab.oauth.atTheBrowser = people[who];
    },
    slow: (target: string, milliseconds: number) => gitlab.delay(target, milliseconds),
    setLifetime: (seconds: number) => {
      for (const application of gitlab.oauth.applications) application.lifetime = seconds;
    },
    lastAskedAs: () => {
      const token = gitlab.requests.findLast(({ operationNames }) => operationNames.includes('Overview'));
      return gitlab.oauth.pairs.find((pair) => pair.token.value === token?.tokenUsed)?.token.user.username;
    },
    secrets: () => gitlab.oauth.pairs.flatMap(({ token, refreshToken }) => [token.value, refreshToken]),
    pairs: () => gitlab.oauth.pairs.length,
    /** The page that the browser was last led to, as a query. */
    askedFor: () => gitlab.requests.findLast(({ template }) => template === '/oauth/authorize')?.path ?? '',
    /** Dana opens that page, agrees, and gets this answer to take back. */
    agree: async (question: string) => {
      gitlab.oauth.atTheBrowser = dana;
      const { headers } = await fetch(`${gitlab.url}/oauth/authorize?${question}`, { redirect: 'manual' });
      const { searchParams } = new URL(headers.get('location') ?? '');
      return `code=${searchParams.get('code') ?? ''}&state=${searchParams.get('state') ?? ''}`;
    },
    userCode: () => gitlab.oauth.devices.at(-1)?.userCode ?? '',
    enterUserCode: (code: string, who: 'dana' | 'denied') =>
      gitlab.enterUserCode(code, who === 'dana' ? dana : who),
    livePairs: () => gitlab.livePairs(),
    expirePairs: () => {
      for (const { token } of gitlab.oauth.pairs) gitlab.expireToken(token.value);
    },
    revokePairs: () => {
      for (const pair of gitlab.oauth.pairs) {
        pair.revoked = true;
        pair.token.revoked = true;
      }
    },
    writeTokenFiles: () => {
      writeFileSync(files.host, `${gitlab.url}\n`);
      writeFileSync(files.token, `${gitlab.addToken(dana)}\n`);
    },
    removeTokenFiles: () => {
      rmSync(files.host);
      rmSync(files.token);
    },
    writeGlabConfig: () => {
      const host = new URL(gitlab.url).host;
      const token = gitlab.addToken(dana);
      writeFileSync(
        files.glab,
        `hosts:\n    ${host}:\n        api_protocol: http\n        token: ${token}\n`,
      );
    },
    removeGlabConfig: () => rmSync(files.glab),
  };
}

export type Controls = ReturnType<typeof controlsOf> & {
  /** Where the application may lead the browser, which only the window knows. */
  readonly register: (redirectUri: string) => void;
};
