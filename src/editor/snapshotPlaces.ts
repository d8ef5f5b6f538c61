import type { Instance } from '../core/model/project.ts';
import { candidateProjects } from '../core/remote/candidateProjects.ts';
import type { BranchHead } from '../core/sync/ports.ts';
import type { MarkedAccount } from './signIn/markAccount.ts';

/** Where what one account was given of a branch is kept. */
export interface SnapshotPlace {
  /** Of the file, as digests: `ACCOUNT-BRANCH`. */
  readonly name: string;
  /** Stands in the file, and hangs on the account's user as well: where no name is known, the same account may be another's. */
  readonly key: string;
  readonly instance: Instance;
}

/**
 * On every signed-in instance that a remote leads to; other remotes are another repository.
 *
 * @param accounts those that are asked with, one of each instance
 */
export async function snapshotPlaces(
  { repository, branch, commit, remotes }: BranchHead,
  accounts: readonly MarkedAccount[],
): Promise<readonly SnapshotPlace[]> {
  const instances = accounts.map(({ instance }) => instance);
  const { candidates } = candidateProjects(remotes, instances);
  if (candidates.length === 0) return [];
  const projects = candidates.map(({ instance, path }) => `${instance.url} ${path}`).sort();
  const parts = [repository.root, branch ?? commit, ...projects];
  const ofBranch = (await digestOf(parts)).slice(0, 40);
  const wanted = new Set(candidates.map(({ instance }) => instance.url));
  return Promise.all(
    accounts
      .filter(({ instance }) => wanted.has(instance.url))
      .map(async ({ id, instance, mark }) => ({
        name: `${await accountPrefix(id)}-${ofBranch}`,
        key: await digestOf([mark, ...parts]),
        instance,
      })),
  );
}

/** How the names of an account's files begin. */
export async function accountPrefix(id: string): Promise<string> {
  return (await digestOf([id])).slice(0, 16);
}

async function digestOf(parts: readonly string[]): Promise<string> {
  const { snapshotKey } = await import('../core/sync/stored/storedSnapshot.ts');
  return snapshotKey(parts);
}
