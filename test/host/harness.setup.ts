import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SetUp } from '../vscode/suites/setup.ts';

/** A repository with one commit, and a control that shows which process answered it. */
export const setup: SetUp = ({ temporaryFolder }) => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: temporaryFolder, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(temporaryFolder, 'app.js'), 'eval("1");\n');
  git('add', '.');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--message', 'Begin');
  const received: unknown[] = [];
  return Promise.resolve({
    folder: temporaryFolder,
    settings: { 'editor.tabSize': 3 },
    env: { HARNESS_SAMPLE: 'from the setup' },
    control: (message) => {
      if (message === 'fail') return Promise.reject(new Error('asked to fail'));
      received.push(message);
      return Promise.resolve({ received, process: process.pid });
    },
    dispose: () => Promise.resolve(),
  });
};
