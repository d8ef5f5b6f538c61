import { GitLab } from '../gitlab/gitLab.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { after, before, files } from './support/setup/shopReports.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** A merge request on an Ultimate GitLab, with findings of every kind that is shown differently. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'ultimate' });
  const repository = new MadeRepository();
  repository.commit('main', files);
  const dana = gitlab.addUser('dana');
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [[dana, 'developer']],
  });
  gitlab.addPipeline(project, { jobs: before });
  repository.commit('feature', { 'README.md': 'A change.\n' });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: after });
  const uuidOf = (title: string) => {
    const found = gitlab.findingsOf(head).find((finding) => finding.title === title);
    if (found?.uuid === undefined) throw new Error(`no finding ${title}`);
    return found.uuid;
  };
  gitlab.dismiss(uuidOf('Old and dismissed'), { reason: 'used_in_tests', by: dana });
  // Without latency requests that run beside each other look as if one had waited for the other.
  gitlab.delay('*', 20);
  return {
    folder: cloneOf(repository.bare, `${temporaryFolder}/api`, `${gitlab.url}/acme/shop/api.git`, 'feature'),
    // The Markdown preview, a second opinion on hovers here, makes links where hovers do not.
    settings: { 'markdown.preview.linkify': false },
    env: { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url },
    control: answer(controlsOf(gitlab, uuidOf)),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, uuidOf: (title: string) => string) {
  return {
    ...gitLabControls(gitlab),
    roundTripsSinceStart: () => gitlab.roundTrips(),
    url: () => gitlab.url,
    uuidOf,
    dismiss: (title: string) => gitlab.dismiss(uuidOf(title), { reason: 'acceptable_risk' }),
    detect: (title: string) => gitlab.setState(uuidOf(title), 'detected'),
    addIssue: (title: string) => gitlab.addIssue(uuidOf(title)).iid,
  };
}

export type Controls = ReturnType<typeof controlsOf>;
