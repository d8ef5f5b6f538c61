import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitLab } from '../../test/gitlab/gitLab.ts';
import { MadeRepository } from '../../test/gitlab/support/madeRepository.ts';
import { cloneOf, git } from '../../test/host/support/setup/cloneOf.ts';
import { sastReport, vulnerability } from '../../test/support/reportFixture.ts';

export interface SceneSize {
  readonly files: number;
  readonly findings: number;
  /** The findings are spread over so many jobs. */
  readonly jobs: number;
  /** Every so manieth is new. */
  readonly everyNew: number;
}

/** A project of many files with many findings, a merge request in it, and a developer's clone. */
export interface Scene {
  readonly gitlab: GitLab;
  readonly folder: string;
  readonly token: string;
  /** Writes a line to the top of every so manieth file. */
  edit(every: number): void;
  /** Another pipeline of the merge request comes to its end, with other findings than the last one. */
  finishPipeline(): void;
  dispose(): Promise<void>;
}

const linesPerFile = 300;

/** Below Ultimate, where everything is read from reports and compared here: the dearest way there is. */
export async function makeScale(size: SceneSize): Promise<Scene> {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit(
    'main',
    Object.fromEntries(range(size.files).map((file) => [pathOf(file), textOf(file)])),
  );
  repository.commit('feature', { 'README.md': 'feature\n' });
  const dana = gitlab.addUser('dana');
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [[dana, 'developer']],
  });
  gitlab.addPipeline(project, { jobs: jobsOf(size, false) });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
  let pipelines = 0;
  const finishPipeline = () => {
    // One finding less each time, and after ten pipelines as many as at first.
    const findings = size.findings - (pipelines % 10);
    pipelines += 1;
    gitlab.addPipeline(project, { mergeRequest, jobs: jobsOf({ ...size, findings }, true) });
  };
  finishPipeline();
  const folder = cloneOf(
    repository.bare,
    join(repository.folder, 'api'),
    `${gitlab.url}/acme/shop/api.git`,
    'feature',
  );
  git(folder, 'branch', '--no-track', 'other');
  return {
    gitlab,
    folder,
    token: gitlab.addToken(dana),
    edit: (every) => {
      for (const file of range(size.files))
        if (file % every === 0) writeFileSync(join(folder, pathOf(file)), `// edited\n${textOf(file)}`);
    },
    finishPipeline,
    dispose: async () => {
      await gitlab.stop();
      repository.remove();
    },
  };
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

function pathOf(file: number): string {
  return `src/module_${file % 50}/handler_${file}.ts`;
}

function textOf(file: number): string {
  return range(linesPerFile)
    .map((line) => `export const value_${file}_${line} = read('${line * 7919}', ${line});\n`)
    .join('');
}

/** Every finding has its own file and line; a rule has many of them. */
function jobsOf({ files, findings, jobs, everyNew }: SceneSize, isHead: boolean) {
  const each = Math.ceil(findings / jobs);
  return range(jobs).map((job) => {
    const own = range(each)
      .map((index) => job * each + index)
      .filter((index) => index < findings && (isHead || index % everyNew !== 0));
    const report = sastReport(...own.map((index) => madeFinding(index, files)));
    return { name: `semgrep-sast ${job}`, reports: { sast: JSON.stringify(report) } };
  });
}

function madeFinding(index: number, files: number): object {
  const rule = index % 397;
  const line = 1 + ((Math.floor(index / files) * 13) % linesPerFile);
  return vulnerability({
    id: `finding-${index}`,
    name: `Improper neutralization of special elements, rule ${rule}`,
    description:
      `Detected user input used to manually construct a statement (rule ${rule}). This is usually bad practice because manual ` +
      'construction could accidentally result in an injection. Use a parameterized query instead.',
    severity: ['Critical', 'High', 'Medium', 'Low'][index % 4],
    location: { file: pathOf(index % files), start_line: line, end_line: line },
    identifiers: [
      {
        type: 'semgrep_id',
        name: `rules.${rule}`,
        value: `rules.${rule}`,
        url: `https://rules.example/${rule}`,
      },
      { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
    ],
  });
}
