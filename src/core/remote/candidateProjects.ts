import type { Instance } from '../model/project.ts';
import { parseRemote, type RemoteAddress } from './parseRemote.ts';

export interface Remote {
  readonly name: string;
  /** After `insteadOf`. */
  readonly url: string;
}

/** A project that a remote may belong to; only GitLab can tell whether it exists. */
export interface CandidateProject {
  readonly remote: string;
  readonly instance: Instance;
  readonly path: string;
}

/** What the remotes of a repository lead to. */
export interface RemoteProjects {
  readonly candidates: readonly CandidateProject[];
  /** Hosts nobody has signed in to; nothing is ever asked of them. */
  readonly unknown: readonly { readonly remote: string; readonly host: string; readonly path: string }[];
}

/** Hosts that are known to be no GitLab; nobody is asked to sign in to them. */
const otherForges: ReadonlySet<string> = new Set([
  'github.com',
  'ssh.github.com',
  'bitbucket.org',
  'dev.azure.com',
  'ssh.dev.azure.com',
  'codeberg.org',
  'gitee.com',
  'git.sr.ht',
]);

/**
 * Matches remotes with signed-in instances. A web remote needs the same host and port and lies below the instance's
 * sub-path; an ssh remote knows neither, so the host name decides.
 */
export function candidateProjects(
  remotes: readonly Remote[],
  instances: readonly Instance[],
): RemoteProjects {
  const candidates: CandidateProject[] = [];
  const unknown: { remote: string; host: string; path: string }[] = [];
  for (const { name, url } of remotes) {
    const address = parseRemote(url);
    if (!address) continue;
    const found = instances.flatMap((instance) => {
      const path = pathOn(instance, address);
      return path === undefined ? [] : [{ remote: name, instance, path }];
    });
    candidates.push(...found);
    if (found.length === 0 && !otherForges.has(address.hostname)) {
      const port = address.port === undefined ? '' : `:${address.port}`;
      unknown.push({ remote: name, host: address.hostname + port, path: address.path });
    }
  }
  return { candidates: unique(candidates), unknown };
}

function pathOn(instance: Instance, address: RemoteAddress): string | undefined {
  const url = new URL(instance.url);
  if (url.hostname.toLowerCase() !== address.hostname) return undefined;
  if (address.transport === 'ssh') return address.path;
  // Either side may leave the port to the scheme: http and https of one host are one GitLab.
  if (address.port !== undefined && url.port !== address.port) return undefined;
  if (address.port === undefined && url.port !== '') return undefined;
  const subPath = url.pathname.replace(/^\/+|\/+$/g, '');
  if (subPath === '') return address.path;
  const path = address.path.startsWith(`${subPath}/`) ? address.path.slice(subPath.length + 1) : undefined;
  return path?.includes('/') ? path : undefined;
}

function unique(candidates: readonly CandidateProject[]): readonly CandidateProject[] {
  const seen = new Set<string>();
  return candidates.filter(({ instance, path }) => {
    const id = `${instance.url} ${path.toLowerCase()}`;
    return seen.has(id) ? false : seen.add(id);
  });
}
