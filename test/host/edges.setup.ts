import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import { sastReport, vulnerability } from '../support/reportFixture.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { answer } from './support/setup/answer.ts';
import { git } from './support/setup/cloneOf.ts';
import { edgeCode, oddName } from './support/setup/edgeCode.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/**
 * What seldom happens to a repository, and does: links, a submodule with findings of its own, files that git is told to
 * overlook or never knew, a configuration that changes git's output, a folder opened through a link, and a shallow clone
 * whose GitLab can fail.
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
    const clone = (folder: string, ...options: readonly string[]) => {
      git('/', 'clone', '--quiet', '--branch', 'feature', ...options, `file://${repository.bare}`, folder);
      git(folder, 'remote', 'set-url', 'origin', `${gitlab.url}/${path}.git`);
      git(folder, 'config', 'user.name', 'Dana');
      git(folder, 'config', 'user.email', 'dana@example.com');
    };
    const scan = (...flaws: readonly unknown[]) => {
      const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
      gitlab.addPipeline(project, {
        mergeRequest,
        jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(...flaws) } }],
      });
    };
    return { repository, clone, scan };
  };
  const flaw = (name: string, file: string, line = 3, more: object = {}) =>
    vulnerability({ id: name, name, location: { file, start_line: line }, ...more });

  const lib = add('lib', { 'README.md': 'Lib.\n' });
  lib.repository.commit('feature', { 'native.c': edgeCode('native') });
  lib.scan(flaw('Native overflow', 'native.c'));

  const edges = add('edges', { 'README.md': 'Edges.\n' });
  const made = edges.repository.clone;
  symlinkSync('src/target.py', `${made}/link.py`);
  mkdirSync(`${made}/src`);
  symlinkSync('src', `${made}/linked`);
  git(made, 'clone', '--quiet', '--branch', 'feature', `file://${lib.repository.bare}`, 'lib');
  edges.repository.commit('feature', {
    '.gitignore': 'generated/\n',
    '.gitmodules': `[submodule "lib"]\n\tpath = lib\n\turl = ${gitlab.url}/acme/lib.git\n\tignore = all\n`,
    'src/app.py': edgeCode('app'),
    'src/steps.py': 'def clean(term):\n    return term.strip()\n',
    'src/skipped.py': edgeCode('skipped'),
    'src/crowded.py': edgeCode('crowded'),
    'src/target.py': edgeCode('target'),
    'src/reborn.py': edgeCode('reborn'),
    [oddName]: edgeCode('odd'),
    'backend/only.py': edgeCode('only'),
    'src/latin.py': Buffer.from('# Grüße\n\nflagged("Grüße")\n', 'latin1'),
  });
  const step = (file: string, line: number) => ({
    node_type: 'source',
    name: file,
    file_location: { type: 'file-location', file_name: file, line_start: line, line_end: line },
  });
  const flow = {
    type: 'code-flows',
    name: 'Flow',
    items: [[step('src/steps.py', 2), step('src/app.py', 3)]],
  };
  edges.scan(
    flaw('Plain', 'src/app.py', 3, { details: { 'code-flows': flow } }),
    flaw('Beyond', 'src/app.py', 999),
    flaw('Skipped', 'src/skipped.py'),
    flaw('Linked file', 'link.py'),
    flaw('Linked folder', 'linked/target.py'),
    flaw('Generated', 'generated/out.js'),
    flaw('In submodule', 'lib/native.c'),
    flaw('Odd name', oddName),
    flaw('Reborn', 'src/reborn.py'),
    flaw('Subfolder', 'only.py'),
    flaw('Latin', 'src/latin.py'),
    ...Array.from({ length: 25 }, (_, index) => flaw(`Crowded ${index + 1}`, 'src/crowded.py')),
  );
  edges.clone(folderOf('edges'));
  lib.clone(`${folderOf('edges')}/lib`);
  const unusual = {
    'color.ui': 'always',
    'diff.external': 'false',
    'diff.noprefix': 'true',
    'diff.renames': 'copies',
    'diff.ignoreSubmodules': 'all',
    'core.quotePath': 'true',
  };
  for (const [key, value] of Object.entries(unusual)) git(folderOf('edges'), 'config', key, value);

  const far = add('far', { 'src/far.py': edgeCode('far') });
  far.repository.commit('feature', { 'README.md': 'A change.\n' });
  far.scan(flaw('Far away', 'src/far.py'));
  far.repository.commit('feature', { 'src/far.py': `# New.\n${edgeCode('far')}` });
  far.clone(folderOf('far'), '--depth', '1');

  const real = add('real', { 'README.md': 'Real.\n' });
  real.repository.commit('feature', { 'src/real.py': edgeCode('real') });
  real.scan(flaw('Through a link', 'src/real.py'));
  real.clone(folderOf('real'));
  symlinkSync(folderOf('real'), folderOf('through'));

  // What GitLab has of the far commit is asked for only when a test lets it be.
  gitlab.fail('BlobIds', { kind: 'status', status: 500 }, 1_000_000);
  const workspace = `${temporaryFolder}/all.code-workspace`;
  const folders = ['edges', 'far', 'through'].map((name) => ({ path: folderOf(name) }));
  const writeWorkspace = () => writeFileSync(workspace, JSON.stringify({ folders }));
  writeWorkspace();
  return {
    folder: workspace,
    settings: {
      'git.autorefresh': true,
      'files.autoSave': 'off',
      'git.openRepositoryInParentFolders': 'always',
    },
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    control: answer({ ...controlsOf(gitlab, folderOf), writeWorkspace }),
    dispose: async () => {
      for (const repository of repositories) repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, folderOf: (name: string) => string) {
  return {
    ...gitLabControls(gitlab),
    folder: (name: string) => folderOf(name),
    git: (name: string, ...args: string[]) => git(folderOf(name), ...args),
    write: (name: string, file: string, text: string) => {
      const path = `${folderOf(name)}/${file}`;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    remove: (name: string, file: string) =>
      rmSync(`${folderOf(name)}/${file}`, { recursive: true, force: true }),
  };
}

export type Controls = ReturnType<typeof controlsOf> & { readonly writeWorkspace: () => void };
