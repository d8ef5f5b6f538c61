import { execFile } from 'node:child_process';
import { ThreadTurns } from '../threadTurns.ts';

const longestOutput = 64 * 1024 * 1024;

/** Runs git and gives its standard output. The only place that starts a process. */
export type RunGit = (
  root: string,
  args: readonly string[],
  signal: AbortSignal,
  input?: string,
) => Promise<Uint8Array>;

/** Whether a run failed for no other reason than that git had more to say than may be read at once. */
export function isTooMuch(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
}

/** @param gitPath of the executable that the Git extension found */
export function gitRunner(gitPath: string): RunGit {
  return async (root, args, signal, input) => {
    // To start a process takes the editor's thread some milliseconds: one after the other, however many repositories there are.
    await new ThreadTurns(signal).pause();
    return new Promise((resolve, reject) => {
      const child = execFile(
        gitPath,
        // A repository's own configuration may name programs to run; none of them is wanted for reading.
        ['-c', 'core.fsmonitor=false', '--no-optional-locks', ...args],
        {
          cwd: root,
          signal,
          encoding: 'buffer',
          maxBuffer: longestOutput,
          windowsHide: true,
          env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        },
        (error, stdout) => {
          if (error) reject(new Error(error.message, { cause: error }));
          else resolve(stdout);
        },
      );
      child.stdin?.on('error', () => {});
      child.stdin?.end(input ?? '');
    });
  };
}
