import type { TestContext } from 'node:test';
import { GitLab } from '../gitLab.ts';
import type { GitLabOptions } from '../settings.ts';
import type { MergeRequest } from '../state/mergeRequest.ts';
import type { Pipeline } from '../state/pipeline.ts';
import type { Project } from '../state/project.ts';
import type { User } from '../state/user.ts';
import { MadeRepository } from './madeRepository.ts';
import { sastReport } from './reports.ts';

/** A project with a merge request: one finding on the target branch, that and a new one on the source branch. */
export interface Scene {
  readonly gitlab: GitLab;
  readonly repository: MadeRepository;
  readonly developer: User;
  readonly token: string;
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
  readonly base: Pipeline;
  readonly head: Pipeline;
}

/** Ends with the test. */
export async function makeScene(test: TestContext, options: GitLabOptions = {}): Promise<Scene> {
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.ts': 'old();\n' });
  const gitlab = await GitLab.start(options);
  test.after(async () => {
    repository.remove();
    await gitlab.stop();
  });
  const developer = gitlab.addUser('dana', { name: 'Dana' });
  const token = gitlab.addToken(developer);
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [[developer, 'developer']],
  });
  const old = ['src/old.ts', 1, 'old'] as const;
  const base = gitlab.addPipeline(project, {
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(old) } }],
  });
  repository.commit('feature', { 'src/new.ts': 'fresh();\n' });
  const mergeRequest = gitlab.addMergeRequest(project, {
    title: 'Add it',
    sourceBranch: 'feature',
    author: developer,
  });
  const head = gitlab.addPipeline(project, {
    mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(old, ['src/new.ts', 1, 'new']) } }],
  });
  return { gitlab, repository, developer, token, project, mergeRequest, base, head };
}
