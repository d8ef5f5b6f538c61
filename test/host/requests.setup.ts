import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import { sastReport, vulnerability } from '../support/reportFixture.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

const names = ['First', 'Second', 'Third', 'Fourth', 'Fixable', 'Other fixable'];
const lines = names.map((_, index) => `flagged(${index});\n`);

/** The whole file as one part, so that git need not guess where the line is. */
function diffOf(index: number): string {
  const body = lines.map((line, at) => (at === index ? `-${line}+safe(${index});\n` : ` ${line}`));
  const { length } = lines;
  return [
    'diff --git a/src/new.py b/src/new.py',
    '--- a/src/new.py',
    '+++ b/src/new.py',
    `@@ -1,${length} +1,${length} @@`,
    body.join(''),
  ].join('\n');
}

function report(): object {
  const flaws = names.map((name, index) =>
    vulnerability({
      id: name,
      name,
      location: { file: 'src/new.py', start_line: index + 1 },
      identifiers: [{ type: 'shop', name, value: name }],
    }),
  );
  const remediations = [4, 5].map((index) => ({
    fixes: [{ id: names[index] }],
    summary: 'Call safe()',
    diff: Buffer.from(diffOf(index)).toString('base64'),
  }));
  return { ...sastReport(...flaws), remediations };
}

/** A developer, who may dismiss nothing, on an Ultimate GitLab; some findings have a remediation. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'ultimate' });
  const repository = new MadeRepository();
  repository.commit('main', { 'README.md': 'Shop.\n' });
  const dana = gitlab.addUser('dana');
  const mira = gitlab.addUser('mira');
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [
      [dana, 'developer'],
      [mira, 'maintainer'],
    ],
  });
  gitlab.addPipeline(project, { jobs: [] });
  repository.commit('feature', { 'src/new.py': lines.join('') });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
  gitlab.addPipeline(project, {
    mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: report() } }],
  });
  return {
    folder: cloneOf(repository.bare, `${temporaryFolder}/api`, `${gitlab.url}/acme/shop/api.git`, 'feature'),
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    control: answer({
      ...gitLabControls(gitlab),
      discussions: () =>
        gitlab.discussions(mergeRequest).map(({ position, notes }) => ({
          line: position?.newLine,
          body: notes[0]?.body ?? '',
        })),
      reply: (index: number) => {
        const discussion = gitlab.discussions(mergeRequest)[index];
        if (discussion) gitlab.reply(discussion, 'Not this one.', mira);
      },
      fixes: () =>
        gitlab
          .mergeRequests(project)
          .slice(1)
          .map(({ title, sourceBranch, targetBranch }) => ({
            title,
            targetBranch,
            text: project.repository?.file(sourceBranch, 'src/new.py')?.toString() ?? '',
          })),
      branches: () => project.repository?.branches() ?? [],
    }),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

export interface Controls extends ReturnType<typeof gitLabControls> {
  readonly discussions: () => readonly { readonly line?: number; readonly body: string }[];
  readonly reply: (index: number) => void;
  readonly fixes: () => readonly {
    readonly title: string;
    readonly targetBranch: string;
    readonly text: string;
  }[];
  readonly branches: () => readonly string[];
  readonly [name: string]: (...args: never[]) => unknown;
}
