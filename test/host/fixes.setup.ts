import { mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { files } from './support/setup/fixCode.ts';
import { fixReports } from './support/setup/fixReports.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** A project whose findings all have a remediation, kept in GitLab's database; beside it a folder nobody may write to. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'ultimate', version: '19.4.0' });
  const dana = gitlab.addUser('dana');
  const repository = new MadeRepository();
  repository.commit('main', { 'README.md': 'Shop.\n' });
  repository.commit('feature', files);
  const path = 'acme/shop';
  const project = gitlab.addProject(path, { repository: repository.bare, members: [[dana, 'developer']] });
  gitlab.addPipeline(project, { jobs: [] });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
  const reportOf = fixReports(repository.clone);
  const scan = (without: readonly string[] = []) => {
    const sast = reportOf(without) as object;
    gitlab.addPipeline(project, { mergeRequest, jobs: [{ name: 'semgrep-sast', reports: { sast } }] });
  };
  scan();
  const folder = cloneOf(repository.bare, `${temporaryFolder}/shop`, `${gitlab.url}/${path}.git`, 'feature');
  const outside = `${temporaryFolder}/outside`;
  mkdirSync(outside);
  writeFileSync(`${outside}/secret.txt`, 'secret\n');
  symlinkSync(outside, `${folder}/linked`);
  return {
    folder,
    settings: { 'git.autorefresh': true, 'files.autoSave': 'off', 'files.eol': '\n' },
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    control: answer(controlsOf(gitlab, folder, scan)),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, folder: string, scan: (without?: readonly string[]) => void) {
  const at = (file: string) => `${folder}/${file}`;
  return {
    ...gitLabControls(gitlab),
    /** A newer pipeline, which no longer finds these. */
    scan,
    read: (file: string) => {
      try {
        return readFileSync(at(file), 'latin1');
      } catch {
        return null;
      }
    },
    write: (file: string, text: string) => {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
    },
    move: (from: string, to: string) => {
      mkdirSync(dirname(at(to)), { recursive: true });
      renameSync(at(from), at(to));
    },
    isExecutable: (file: string) => (statSync(at(file)).mode & 0o100) !== 0,
    git: (...args: string[]) => git(folder, ...args),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
