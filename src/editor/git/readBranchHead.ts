import * as vscode from 'vscode';
import { applyInsteadOf, insteadOfRules } from '../../core/remote/applyInsteadOf.ts';
import type { BranchHead } from '../../core/sync/ports.ts';
import { ThreadTurns } from '../threadTurns.ts';
import type { GitRepository } from './gitApi.ts';
import type { RunGit } from './runGit.ts';

const usualTargets = ['main', 'master', 'develop', 'trunk'];

/**
 * Reads what a run needs to know of a repository; two git processes at most.
 *
 * @param wantedRemotes names of the remotes to look at; empty for all
 */
export async function readBranchHead(
  repository: GitRepository,
  runGit: RunGit,
  wantedRemotes: readonly string[],
  signal: AbortSignal,
): Promise<BranchHead> {
  // The Git extension starts a process on this very thread: one after the other, where a window opens many repositories.
  await new ThreadTurns(signal).pause();
  const { HEAD, remotes } = repository.state;
  const root = repository.rootUri.fsPath;
  const rules = insteadOfRules(await repository.getConfigs().catch(() => []));
  const refs = await readRemoteRefs(root, runGit, signal);
  const upstream = HEAD?.upstream;
  const target = defaultTarget(refs, upstream?.remote ?? 'origin');
  const commit = HEAD?.commit ?? '';
  // GitLab looks at what was pushed: a target branch that was merged here only moves no merge request's base.
  const pushed = upstream && `refs/remotes/${upstream.remote}/${upstream.name}`;
  const tip = (pushed !== target ? refs.find(({ name }) => name === pushed)?.commit : undefined) ?? commit;
  const probableBase =
    target === undefined || tip === '' ? undefined : await mergeBase(root, tip, target, runGit, signal);
  return {
    repository: {
      root: repository.rootUri.toString(),
      name: vscode.workspace.asRelativePath(repository.rootUri, false).split(/[\\/]/).at(-1) ?? root,
    },
    remotes: remotes.flatMap(({ name, fetchUrl, pushUrl }) => {
      const url = fetchUrl ?? pushUrl;
      if (url === undefined || (wantedRemotes.length > 0 && !wantedRemotes.includes(name))) return [];
      return [{ name, url: applyInsteadOf(url, rules) }];
    }),
    ...(HEAD?.name !== undefined && { branch: HEAD.name }),
    remoteBranches: namesOnGitLab(HEAD, refs, target),
    ...(upstream && { upstreamRemote: upstream.remote }),
    commit,
    ...(probableBase !== undefined && { probableBase }),
  };
}

interface RemoteRef {
  /** `refs/remotes/origin/main` */
  readonly name: string;
  readonly commit: string;
  readonly symref: string;
}

async function readRemoteRefs(
  root: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly RemoteRef[]> {
  try {
    const output = await runGit(
      root,
      ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(symref)', 'refs/remotes'],
      signal,
    );
    return new TextDecoder()
      .decode(output)
      .split('\n')
      .flatMap((line) => {
        const [name, commit = '', symref = ''] = line.split('\0');
        return name === undefined || name === '' ? [] : [{ name, commit, symref }];
      });
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

/** The remote's default branch, as far as git knows it. */
function defaultTarget(refs: readonly RemoteRef[], remote: string): string | undefined {
  for (const name of [remote, 'origin', 'upstream']) {
    const head = refs.find((ref) => ref.name === `refs/remotes/${name}/HEAD`);
    if (head) return head.symref;
    const usual = usualTargets
      .map((branch) => `refs/remotes/${name}/${branch}`)
      .find((ref) => refs.some((known) => known.name === ref));
    if (usual !== undefined) return usual;
  }
  return undefined;
}

async function mergeBase(
  root: string,
  commit: string,
  target: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (
      new TextDecoder().decode(await runGit(root, ['merge-base', commit, target], signal)).trim() || undefined
    );
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/**
 * The upstream's name first, since the local one may differ. A branch that merely tracks the default branch it was made
 * from has not been pushed by that name, so its own name counts. A detached HEAD is known by the branches at its commit.
 */
function namesOnGitLab(
  head: GitRepository['state']['HEAD'],
  refs: readonly RemoteRef[],
  target: string | undefined,
): readonly string[] {
  const name = head?.name;
  if (name === undefined) {
    const here = refs.filter((ref) => ref.commit === head?.commit && ref.symref === '');
    return [...new Set(here.map((ref) => ref.name.replace(/^refs\/remotes\/[^/]+\//, '')))];
  }
  const upstream = head?.upstream;
  if (!upstream || upstream.name === name) return [name];
  const tracksTarget = `refs/remotes/${upstream.remote}/${upstream.name}` === target;
  return tracksTarget ? [name] : [upstream.name, name];
}
