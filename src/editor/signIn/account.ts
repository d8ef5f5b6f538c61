import type { Credentials } from '../../core/model/credentials.ts';
import type { Instance } from '../../core/model/project.ts';

/** A way to be signed in to an instance; there may be several. */
export interface Account {
  /** The same for as long as somebody is signed in so. */
  readonly id: string;
  readonly instance: Instance;
  readonly source: 'kept' | 'this session only' | 'GITLAB_TOKEN' | 'GITLAB_TOKEN_FILE' | 'glab';
  /** Absent where GitLab was not asked, or did not say. */
  readonly username?: string;
  /** Absent where somebody else keeps it. */
  readonly credentials?: Credentials;
}

/** Of a sign-in that is kept here: the instance alone where the user's name is not known. */
export function keptId({ url }: Instance, username: string | undefined): string {
  // As GitLab allows them; anything else from a server is no name, and must not look like another account's.
  return username !== undefined && /^[\w.-]{1,255}$/.test(username) ? `${url} ${username}` : url;
}

/** What an id of `keptId` says. */
export function readKeptId(id: string): Pick<Account, 'id' | 'instance' | 'username'> {
  const [url = '', username] = id.split(' ');
  return { id, instance: { url }, ...(username !== undefined && { username }) };
}

export function isOf({ url }: Instance): (account: Pick<Account, 'instance'>) => boolean {
  return ({ instance }) => instance.url === url;
}

/** There is one at most of each instance. */
export function glabId({ url }: Instance): string {
  return `glab ${url}`;
}

/** For the log, which names nobody. */
export function nameOfSource({ source, credentials }: Account): string {
  if (source === 'glab') return "glab's configuration";
  if (!credentials) return source;
  return credentials.kind === 'token' ? 'a kept token' : 'a kept sign-in';
}
