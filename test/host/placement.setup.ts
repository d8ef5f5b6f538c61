import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import { sastReport, vulnerability } from '../support/reportFixture.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { answer } from './support/setup/answer.ts';
import { git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';
import { files, flaws, packageReports, paymentText, secretReport } from './support/setup/movingCode.ts';

/**
 * Three repositories of one GitLab without a licence: one whose code moves under the tests' hands, one whose newest
 * pipeline ran on a merged result, and a shallow clone whose scanned commit lies beyond its end.
 */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const dana = gitlab.addUser('dana');
  const repositories: MadeRepository[] = [];
  const folderOf = (name: string) => `${temporaryFolder}/${name}`;
  const add = (name: string, main: Readonly<Record<string, string>>) => {
    const repository = new MadeRepository();
    repositories.push(repository);
    repository.commit('main', main);
    const path = `acme/${name}`;
    const project = gitlab.addProject(path, { repository: repository.bare, members: [[dana, 'developer']] });
    // By its address, since a clone of a path would bring along what only GitLab has.
    const clone = (...options: readonly string[]) => {
      git(
        '/',
        'clone',
        '--quiet',
        '--branch',
        'feature',
        ...options,
        `file://${repository.bare}`,
        folderOf(name),
      );
      git(folderOf(name), 'remote', 'set-url', 'origin', `${gitlab.url}/${path}.git`);
      git(folderOf(name), 'config', 'user.name', 'Dana');
      git(folderOf(name), 'config', 'user.email', 'dana@example.com');
    };
    return { repository, project, clone };
  };
  const job = (name: string, report: unknown, type = 'sast') => ({
    name,
    reports: { [type]: report as object },
  });

  const moving = add('moving', files);
  const leaked = moving.repository.commit('feature', {
    'deploy/env.sh': '#!/bin/sh\nexport TOKEN=abcdef0123456789\n',
  });
  moving.repository.commit('feature', { 'deploy/env.sh': '#!/bin/sh\n' });
  const mergeRequest = gitlab.addMergeRequest(moving.project, { sourceBranch: 'feature', author: dana });
  gitlab.addPipeline(moving.project, {
    mergeRequest,
    jobs: [
      job('semgrep-sast', sastReport(...flaws)),
      job('secrets', secretReport(leaked), 'secret_detection'),
      ...Object.entries(packageReports).map(([type, report]) => job(type, report, type)),
    ],
  });
  moving.clone();

  const merged = add('merged', { 'src/payment.py': paymentText, 'src/same.py': 'run(command)\n' });
  merged.repository.commit('feature', { 'README.md': 'A change.\n' });
  merged.clone();
  merged.repository.commit('main', { 'src/payment.py': `# Payments.\n# All of them.\n${paymentText}` });
  const ofMerged = gitlab.addMergeRequest(merged.project, { sourceBranch: 'feature', author: dana });
  const flaw = (name: string, file: string, line: number) =>
    vulnerability({ id: name, name, location: { file, start_line: line } });
  gitlab.addPipeline(merged.project, {
    kind: 'merged_result',
    mergeRequest: ofMerged,
    jobs: [
      job(
        'semgrep-sast',
        sastReport(flaw('Merged payment', 'src/payment.py', 5), flaw('Merged same', 'src/same.py', 1)),
      ),
    ],
  });

  const shallow = add('shallow', { 'src/payment.py': paymentText });
  shallow.repository.commit('feature', { 'README.md': 'A change.\n' });
  const ofShallow = gitlab.addMergeRequest(shallow.project, { sourceBranch: 'feature', author: dana });
  gitlab.addPipeline(shallow.project, {
    mergeRequest: ofShallow,
    jobs: [job('semgrep-sast', sastReport(flaw('Shallow payment', 'src/payment.py', 3)))],
  });
  shallow.repository.commit('feature', { 'src/payment.py': `# Payments.\n${paymentText}` });
  shallow.clone('--depth', '1');

  gitlab.delay('*', 5);
  const workspace = `${temporaryFolder}/all.code-workspace`;
  const folders = ['moving', 'merged', 'shallow'].map((name) => ({ path: folderOf(name) }));
  const writeWorkspace = () => writeFileSync(workspace, JSON.stringify({ folders }));
  writeWorkspace();
  return {
    folder: workspace,
    settings: { 'git.autorefresh': true, 'files.autoSave': 'off' },
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    control: answer({ ...controlsOf(gitlab, folderOf, leaked), writeWorkspace }),
    dispose: async () => {
      for (const repository of repositories) repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, folderOf: (name: string) => string, leaked: string) {
  const path = (file: string) => `${folderOf('moving')}/${file}`;
  return {
    ...gitLabControls(gitlab),
    leaked: () => leaked,
    folder: (name: string) => folderOf(name),
    git: (...args: string[]) => git(folderOf('moving'), ...args),
    write: (file: string, text: string) => {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    },
    writeBytes: (file: string, bytes: readonly number[]) => writeFileSync(path(file), Uint8Array.from(bytes)),
    move: (from: string, to: string) => {
      mkdirSync(dirname(path(to)), { recursive: true });
      renameSync(path(from), path(to));
    },
    remove: (file: string) => rmSync(path(file), { recursive: true, force: true }),
  };
}

export type Controls = ReturnType<typeof controlsOf> & { readonly writeWorkspace: () => void };
