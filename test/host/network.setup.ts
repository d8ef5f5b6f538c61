import { writeFileSync } from 'node:fs';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import { CertificateAuthority } from '../support/network/certificates.ts';
import { PasswordProxy } from '../support/network/passwordProxy.ts';
import { startTlsFront } from '../support/network/tlsFront.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, shopFiles } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

const host = 'gitlab.corp.test';
const password = 'Pass-word@of/dana';

/**
 * A company's network: a GitLab whose name only the proxy knows, whose certificate only the company's authority vouches
 * for, and which asks for a certificate of this computer; and a proxy that wants a name and password.
 */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const { token } = addShop(gitlab, { repository: repository.bare, jobs: reported });
  const authority = new CertificateAuthority();
  const dana = authority.issue({ names: [], commonName: 'dana' });
  const front = await startTlsFront(Number(new URL(gitlab.url).port), {
    ...authority.issue({ names: [host] }),
    requestCert: true,
    rejectUnauthorized: false,
    ca: authority.certificate,
  });
  // The same GitLab by an address, for who has IPv6.
  const numbered = await startTlsFront(
    Number(new URL(gitlab.url).port),
    authority.issue({ names: ['::1'] }),
    '::1',
  ).catch(() => undefined);
  const proxy = await PasswordProxy.start({ user: 'dana', password, hosts: { [`${host}:443`]: front.port } });
  const file = (name: string, text: string) => {
    const path = `${temporaryFolder}/${name}`;
    writeFileSync(path, text);
    return path;
  };
  const files = {
    authority: file('corp-root.pem', authority.certificate),
    cert: file('dana.pem', dana.cert),
    key: file('dana.key', dana.key),
  };
  const remoteAt = (url: string) => `${url}/acme/shop/api.git`;
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, remoteAt(`https://${host}`), 'feature');
  return {
    folder,
    env: { GITLAB_TOKEN: token, GITLAB_HOST: `https://${host}`, NO_PROXY: '', no_proxy: '' },
    control: answer({
      ...gitLabControls(gitlab),
      known: () => ({ files, host, token, password, port: proxy.port }),
      proxied: () => proxy.requests.map(({ method, target, isAllowed }) => ({ method, target, isAllowed })),
      clients: () => [...front.clients],
      forget: () => void proxy.requests.splice(0),
      heard: (text: string) => proxy.heard(text),
      numbered: () => numbered && `https://[::1]:${numbered.port}`,
      moveTo: (url: string) => void git(folder, 'remote', 'set-url', 'origin', remoteAt(url)),
    }),
    dispose: async () => {
      repository.remove();
      await Promise.all([proxy.stop(), front.stop(), numbered?.stop()]);
      await gitlab.stop();
    },
  };
};

export interface Controls {
  [name: string]: (...args: never[]) => unknown;
  requests(): readonly string[];
  resetRequests(): void;
  known(): {
    readonly files: { readonly authority: string; readonly cert: string; readonly key: string };
    readonly host: string;
    readonly token: string;
    readonly password: string;
    readonly port: number;
  };
  proxied(): readonly { readonly method: string; readonly target: string; readonly isAllowed: boolean }[];
  clients(): readonly string[];
  forget(): void;
  heard(text: string): boolean;
  /** The address that is a number, where this computer has IPv6. */
  numbered(): string | undefined;
  moveTo(url: string): void;
}
