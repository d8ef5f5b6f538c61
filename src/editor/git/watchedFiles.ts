import type { RunGit } from './runGit.ts';

/** Some systems take no longer command lines. */
const longestArguments = 16_000;

/**
 * Which of these paths git watches, so that it would say if they were not as the commit has them. It says nothing of files
 * that it ignores or was told to overlook (`assume-unchanged`, `skip-worktree`), nor of what lies behind a link.
 */
export async function watchedFiles(
  root: string,
  commit: string,
  paths: readonly string[],
  runGit: RunGit,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const wanted = new Set(paths);
  const isShort = paths.reduce((sum, path) => sum + path.length + 1, 0) <= longestArguments;
  const listing = ['--literal-pathspecs', 'ls-files', '-v', '-z', '--', ...(isShort ? paths : [])];
  const watched = new Set<string>();
  for (const entry of await fields(root, listing, runGit, signal)) {
    const path = entry.slice(2);
    if (entry.startsWith('H ') && wanted.has(path)) watched.add(path);
  }
  if (watched.size === wanted.size) return watched;
  const submodules = await submodulesOf(root, commit, runGit, signal);
  for (const path of wanted)
    if (submodules.some((folder) => path.startsWith(`${folder}/`))) watched.add(path);
  return watched;
}

/** Of what is in a submodule git says at least that something in it has changed. */
async function submodulesOf(
  root: string,
  commit: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const keys = String.raw`^submodule\..*\.path$`;
  const args = ['config', '--blob', `${commit}:.gitmodules`, '-z', '--get-regexp', keys];
  return (await fields(root, args, runGit, signal)).map((entry) => entry.slice(entry.indexOf('\n') + 1));
}

async function fields(
  root: string,
  args: readonly string[],
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return new TextDecoder().decode(await runGit(root, args, signal)).split('\0');
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
