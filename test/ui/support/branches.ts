import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { GitLab } from '../../gitlab/gitLab.ts';
import type { JobOptions } from '../../gitlab/state/job.ts';
import type { Sample } from '../../sample/createSample.ts';
import { targetBranch } from '../../sample/repositories.ts';
import type { Ui } from '../../vscode/ui/ui.ts';

/** Makes branches in the sample's repositories, as if they had been pushed. */
export function pushBranches({ folder }: Sample, names: readonly string[]): void {
  const bare = join(folder, '../shop-api.git');
  for (const name of names) git(bare, 'branch', name, targetBranch);
  git(folder, 'fetch', '--quiet', bare, ...names.map((name) => `${name}:refs/remotes/origin/${name}`));
  for (const name of names) git(folder, 'branch', '--quiet', '--track', name, `origin/${name}`);
}

/** Checks a branch out and lets VS Code's git know, which would look by itself some seconds later. */
export async function switchTo(ui: Ui, branch: string): Promise<void> {
  git(ui.folder, 'switch', '--quiet', branch);
  await lookAgain(ui);
}

export async function lookAgain(ui: Ui): Promise<void> {
  await ui.host((vscode) => vscode.commands.executeCommand('git.refresh'));
}

export function git(folder: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Dana', '-c', 'user.email=dana@acme.example'];
  execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'pipe' });
}

/** A job that found one thing, or nothing at all. */
export function scan(name: string | undefined, description?: string): JobOptions {
  const semgrep = { id: 'semgrep', name: 'Semgrep', version: '1.0.0', vendor: { name: 'GitLab' } };
  const found = {
    id: 'found',
    category: 'sast',
    name,
    ...(description !== undefined && { description }),
    severity: 'High',
    location: { file: 'services/orders/search.py', start_line: 8 },
    identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
  };
  const report = {
    version: '15.2.1',
    vulnerabilities: name === undefined ? [] : [found],
    scan: {
      analyzer: semgrep,
      scanner: semgrep,
      type: 'sast',
      start_time: '2026-01-01T10:00:00',
      end_time: '2026-01-01T10:01:00',
      status: 'success',
    },
  };
  return { name: 'semgrep-sast', access: 'developer', reports: { sast: report } };
}

/** Runs something while every answer of GitLab goes wrong in this way. */
export async function during(
  gitlab: GitLab,
  fault: Parameters<GitLab['fail']>[1],
  run: () => Promise<unknown>,
): Promise<void> {
  gitlab.fail('*', fault, Infinity);
  try {
    await run();
  } finally {
    gitlab.recover();
  }
}
