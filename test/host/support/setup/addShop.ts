import type { GitLab } from '../../../gitlab/gitLab.ts';
import type { JobOptions } from '../../../gitlab/state/job.ts';
import type { MergeRequest } from '../../../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../../../gitlab/state/pipeline.ts';
import type { Project } from '../../../gitlab/state/project.ts';
import type { User } from '../../../gitlab/state/user.ts';
import { sastReport, vulnerability } from '../../../support/reportFixture.ts';

/** A finding of a rule at a line. */
export type Flaw = readonly [file: string, line: number, rule: string];

export interface Shop {
  readonly project: Project;
  readonly dana: User;
  readonly token: string;
  readonly mergeRequest: MergeRequest;
  readonly head: Pipeline;
}

interface ShopOptions {
  readonly path?: string;
  /** A bare repository with the branches main and feature. */
  readonly repository: string;
  /** The merge request's jobs, and the target branch's. */
  readonly jobs: (...flaws: readonly Flaw[]) => readonly JobOptions[];
  /** Who is a member of another one already. */
  readonly dana?: User;
}

export const old: Flaw = ['src/old.py', 1, 'old'];
export const fresh: Flaw = ['src/new.py', 2, 'new'];

/** The text of the files that `old` and `fresh` are in. */
export const shopFiles = { 'src/old.py': 'old();\n', 'src/new.py': 'if (true) {\n  fresh();\n}\n' };

/** A project of dana's with a merge request from `feature` that adds a finding to the one of `main`. */
export function addShop(
  gitlab: GitLab,
  { path = 'acme/shop/api', repository, jobs, dana = gitlab.addUser('dana') }: ShopOptions,
): Shop {
  const project = gitlab.addProject(path, { repository, members: [[dana, 'developer']] });
  gitlab.addPipeline(project, { jobs: jobs(old) });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: dana });
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: jobs(old, fresh) });
  return { project, dana, token: gitlab.addToken(dana), mergeRequest, head };
}

/** A report without flaws. */
export function reportOf(...flaws: readonly Flaw[]): Record<string, unknown> {
  return sastReport(
    ...flaws.map(([file, line, rule]) =>
      vulnerability({
        id: rule,
        name: `Rule ${rule}`,
        description: `Rule ${rule} is broken`,
        location: { file, start_line: line, end_line: line },
        identifiers: [{ type: 'shop', name: rule, value: rule, url: `https://rules.example/${rule}` }],
      }),
    ),
  );
}

/** A job whose report GitLab keeps as a report only. */
export function reported(...flaws: readonly Flaw[]): readonly JobOptions[] {
  return [{ name: 'semgrep-sast', reports: { sast: reportOf(...flaws) } }];
}
