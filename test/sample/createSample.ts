import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from '../../src/core/base/disposable.ts';
import { atExit } from '../vscode/editor/atExit.ts';
import { GitLab } from '../gitlab/gitLab.ts';
import type { GitLabOptions } from '../gitlab/settings.ts';
import type { MergeRequest } from '../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import type { Project } from '../gitlab/state/project.ts';
import type { User } from '../gitlab/state/user.ts';
import { commitUnpushed, makeRepositories, setOrigin } from './repositories.ts';
import { startProject } from './startProject.ts';

export interface SampleOptions {
  /** Where the repositories are made, and removed from in the end; a temporary folder unless given. */
  readonly folder?: string;
  /** GitLab 19.4.0 Ultimate unless told otherwise. */
  readonly gitlab?: GitLabOptions;
  /** Adds a newer pipeline of the same commit with five of its eight security jobs done. */
  readonly running?: boolean;
  /** Adds child pipelines that scan the infrastructure. */
  readonly child?: boolean;
  /** Adds a job whose report ends in the middle. */
  readonly broken?: boolean;
  /** Adds three commits to the clone that were made since the scan: code has moved, changed and gone. */
  readonly unpushed?: boolean;
  /** What ages are counted from. */
  readonly now?: Date;
}

/** A project with a past, on a GitLab of its own, and a developer's clone of it. */
export interface Sample {
  readonly gitlab: GitLab;
  /** Dana's, with the scope `api`. */
  readonly token: string;
  /** The developer's clone, with the merge request's branch checked out. */
  readonly folder: string;
  readonly project: Project;
  readonly dana: User;
  readonly mara: User;
  readonly mergeRequest: MergeRequest;
  readonly headPipeline: Pipeline;
  readonly basePipeline: Pipeline;
  readonly runningPipeline: Pipeline | undefined;
  /** Signs the extension in to this GitLab. */
  readonly env: { readonly GITLAB_TOKEN: string; readonly GITLAB_HOST: string };
  /** Ends the running pipeline: it found what has become known since the last one. */
  finishRunning(): void;
  /** Removes everything. Fails if GitLab was asked for something it does not have. */
  dispose(): Promise<void>;
}

export async function createSample(options: SampleOptions = {}): Promise<Sample> {
  const files = filesIn(options.folder);
  let gitlab: GitLab | undefined;
  try {
    const { bare, clone } = makeRepositories(files.folder);
    gitlab = await GitLab.start({ version: '19.4.0', ...options.gitlab });
    const started = startProject(gitlab, bare, options);
    const { project, token } = started;
    setOrigin(clone, `${gitlab.url}/${project.path}.git`);
    if (options.unpushed) commitUnpushed(clone);
    const running = gitlab;
    return {
      gitlab,
      folder: clone,
      env: { GITLAB_TOKEN: token, GITLAB_HOST: gitlab.url },
      ...started,
      dispose: async () => {
        files.dispose();
        await running.stop();
      },
    };
  } catch (error) {
    files.dispose();
    await gitlab?.stop();
    throw error;
  }
}

/** Removed when disposed or when this process ends. */
function filesIn(given: string | undefined): Disposable & { readonly folder: string } {
  const folder = given ?? realpathSync(mkdtempSync(join(tmpdir(), 'gitlab-sample-')));
  const made = given === undefined ? [folder] : ['shop-api.git', 'shop-api'].map((name) => join(given, name));
  const remove = () => {
    for (const path of made) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const exit = atExit(remove);
  return {
    folder,
    dispose: () => {
      exit.dispose();
      remove();
    },
  };
}
