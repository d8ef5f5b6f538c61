import { constants } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { TlsOptions } from 'node:tls';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import { CertificateAuthority } from '../support/network/certificates.ts';
import { PasswordProxy } from '../support/network/passwordProxy.ts';
import { startTlsFront } from '../support/network/tlsFront.ts';
import { whyNoSystemAuthority } from '../vscode/editor/systemStore.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, shopFiles } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

const host = 'gitlab.corp.test';
const password = 'Pass-word-of-dana';
/** Of this computer, but not what VS Code takes for this computer; elsewhere than on Linux it is nobody's. */
const nearAddress = '127.0.0.2';

/**
 * A computer that a company has set up: the proxy is in the environment, the authority among the system's, and nothing in
 * VS Code's settings. GitLab has a name that only the proxy knows, and an address that the proxy is not to be asked for.
 */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const { token } = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const authority = new CertificateAuthority();
  // No session is resumed: who trusted before would trust again without looking.
  const certificate: TlsOptions = {
    ...authority.issue({ names: [host, nearAddress] }),
    maxVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
  const port = Number(new URL(gitlab.url).port);
  const front = await startTlsFront(port, certificate);
  const near = process.platform === 'linux' ? await startTlsFront(port, certificate, nearAddress) : undefined;
  const proxy = await PasswordProxy.start({ user: 'dana', password, hosts: { [`${host}:443`]: front.port } });
  const file = `${temporaryFolder}/corp-root.pem`;
  writeFileSync(file, authority.certificate);
  const far = `https://${host}`;
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, `${far}/acme/shop/api.git`, 'feature');
  const why = whyNoSystemAuthority();
  return {
    folder,
    ...(why === undefined && { systemAuthority: authority.certificate }),
    env: {
      GITLAB_TOKEN: token,
      GITLAB_HOST: far,
      HTTPS_PROXY: `http://dana:${password}@127.0.0.1:${proxy.port}`,
      https_proxy: '',
      NO_PROXY: `elsewhere.test,${nearAddress}`,
      no_proxy: '',
    },
    control: answer({
      ...gitLabControls(gitlab),
      known: () => ({
        authority: file,
        proxy: `127.0.0.1:${proxy.port}`,
        ...(near && { near: `https://${nearAddress}:${near.port}` }),
        ...(why !== undefined && { why }),
      }),
      proxied: () => proxy.requests.map(({ target }) => target),
      forget: () => void proxy.requests.splice(0),
      heard: () => proxy.heard(token),
      setRemote: (url: string) => git(folder, 'remote', 'set-url', 'origin', `${url}/acme/shop/api.git`),
    }),
    dispose: async () => {
      repository.remove();
      await Promise.all([proxy.stop(), front.stop(), near?.stop()]);
      await gitlab.stop();
    },
  };
};

export interface Controls {
  [name: string]: (...args: never[]) => unknown;
  requests(): readonly string[];
  resetRequests(): void;
  known(): {
    readonly authority: string;
    readonly proxy: string;
    readonly near?: string;
    /** Why the authority is not among the system's here. */
    readonly why?: string;
  };
  proxied(): readonly string[];
  forget(): void;
  heard(): boolean;
  setRemote(url: string): void;
}
