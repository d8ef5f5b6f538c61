import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from './atExit.ts';

/** A program that is ended together with all it has started, at the latest when this process ends. */
export interface ProcessGroup {
  readonly leader: ChildProcess;
  end(): Promise<void>;
}

export function startProcessGroup(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
): ProcessGroup {
  const leader = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a group of its own; Windows ends trees of processes instead
  });
  const exit = atExit(() => {
    kill(leader, 'SIGKILL');
  });
  return {
    leader,
    end: async () => {
      if (leader.pid !== undefined && leader.exitCode === null && leader.signalCode === null) {
        const ended = new Promise<void>((resolve) => leader.once('exit', () => resolve()));
        kill(leader, 'SIGTERM');
        await Promise.race([ended, sleep(3000, undefined, { ref: false })]);
      }
      // Also when the leader has ended: an extension host in an endless loop hears no SIGTERM.
      kill(leader, 'SIGKILL');
      exit.dispose();
    },
  };
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // all of it has ended
  }
}
