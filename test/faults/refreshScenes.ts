import type { Problem } from '../../src/core/model/snapshot.ts';
import type { GitLabOptions } from '../gitlab/settings.ts';
import type { JobOptions } from '../gitlab/state/job.ts';
import { flawless } from '../unit/gitlab/support/reports.ts';
import { commits, makeStage, type Stage } from '../unit/gitlab/support/stage.ts';
import type { Cleanup, RefreshScene, Sight } from './refreshScene.ts';
import type { Meaning } from './wireFault.ts';

const many = Array.from({ length: 350 }, (_, index) => ['src/new.ts', index + 1, `rule${index}`] as const);

const report = (rule: string) => flawless([`src/${rule}.ts`, 1, rule]);

const job = (name: string, rule = name): JobOptions => ({ name, reports: { sast: report(rule) } });

/** Three jobs, each with a report that holds a finding of its own, one of them also on the target branch. */
const threeJobs = (t: Cleanup, options: GitLabOptions = {}) =>
  makeStage(
    t,
    { tier: 'ce', version: '19.4.0', ...options },
    { base: [job('base', 'old')], head: [job('first', 'old'), job('second'), job('third')] },
  );

/** GitLab before 19.4 gives reports out of archives only. */
const oneArchive = (t: Cleanup, path: string) => {
  const reports = { sast: report('new') };
  const archive = { [path]: JSON.stringify(reports.sast) };
  const head = [{ name: 'second', reports, archive }];
  return makeStage(t, { tier: 'ce', version: '18.8.2' }, { base: [], head });
};

const ultimate = (t: Cleanup, head: object, base: object = report('old'), more: readonly JobOptions[] = []) =>
  makeStage(
    t,
    { tier: 'ultimate' },
    {
      base: [{ name: 'base', reports: { sast: base } }],
      head: [{ name: 'semgrep-sast', reports: { sast: head } }, ...more],
    },
  );

/** A fork and its own pipeline; the merge request is in the project that it came from. */
async function fork(t: Cleanup, version: string): Promise<Stage> {
  const stage = await threeJobs(t, { version });
  const { gitlab, project, developer } = stage;
  const diffRefs = { baseSha: commits.base, startSha: commits.base, headSha: commits.head };
  const copy = gitlab.addProject('dana/api', { forkedFrom: project, members: [[developer, 'owner']] });
  gitlab.addMergeRequest(project, { sourceBranch: 'patch', sourceProject: copy, diffRefs });
  const archive = { 'gl-sast-report.json': JSON.stringify(report('own')) };
  gitlab.addPipeline(copy, {
    ref: 'patch',
    sha: commits.head,
    jobs: [{ ...job('own'), archive }],
  });
  return stage;
}

const ofFork = {
  project: 'dana/api',
  head: { branch: 'patch', remoteBranches: ['patch'], commit: commits.head },
} as const;

const failed = (meaning: Exclude<Meaning, 'well'>): Sight => ({
  failed: meaning === 'damaged' ? 'unexpectedAnswer' : meaning,
});

const problem =
  (kind: 'findingsPage' | 'comparison' | 'children' | 'origin', findings: number) =>
  (meaning: Exclude<Meaning, 'well'>): Sight => ({
    findings,
    problem: { kind, failure: meaning === 'damaged' ? 'unexpectedAnswer' : meaning } as Partial<Problem>,
  });

/** Of the job `second`. */
const noReport =
  (findings: number) =>
  (meaning: Exclude<Meaning, 'well'>): Sight => ({
    findings,
    problem:
      meaning === 'damaged'
        ? { kind: 'report', job: 'second', type: 'sast' }
        : meaning === 'notDownloadable'
          ? { kind: meaning, job: 'second', type: 'sast' }
          : { kind: 'download', job: 'second', type: 'sast', failure: meaning },
  });

/** What GitLab would mean by it says nothing of the token where a store answers so. */
const isRefusal = (meaning: Meaning) => ['unauthorized', 'forbidden', 'insufficientScope'].includes(meaning);

const jobPath = (id: number | undefined, rest = '') => `GET /api/v4/*/jobs/${id ?? 0}/artifacts${rest}`;
const ofSecondJob = ({ head }: Stage) => jobPath(head.jobs[1]?.id);

const few = flawless(...many.slice(0, 50));

/** Every read that a refresh is made of. */
export const refreshScenes: readonly RefreshScene[] = [
  {
    name: 'Ultimate: the overview',
    kind: 'graphql',
    make: (t) => ultimate(t, report('old')),
    target: () => 'Overview',
    aimed: 1,
    sight: failed,
  },
  {
    name: 'Ultimate behind TLS: the overview',
    kind: 'graphql',
    make: (t) => ultimate(t, report('old')),
    isSecure: true,
    target: () => 'Overview',
    aimed: 1,
    sight: failed,
  },
  {
    name: 'Ultimate: what became of the scans',
    kind: 'graphql',
    make: (t) => ultimate(t, few),
    target: () => 'Scans',
    aimed: 1,
    sight: () => 'as ever',
  },
  {
    name: 'Ultimate: the pages after the first of 350 findings',
    kind: 'graphql',
    make: (t) => ultimate(t, flawless(...many)),
    target: () => 'FindingsPage',
    aimed: 3,
    sight: problem('findingsPage', 101),
  },
  {
    name: "Ultimate: the pages after the first of the target branch's findings",
    kind: 'graphql',
    make: (t) => ultimate(t, few, flawless(...many.slice(0, 150))),
    target: () => 'FindingsPage',
    aimed: 1,
    sight: problem('comparison', 100),
  },
  {
    name: 'Ultimate: a pipeline with more jobs than fit on a page',
    kind: 'graphql',
    make: (t) =>
      ultimate(
        t,
        few,
        few,
        Array.from({ length: 20 }, (_, index) => job(`job${index}`)),
      ),
    target: () => 'PipelineTree',
    aimed: 1,
    sight: problem('children', 70),
  },
  {
    name: 'Community Edition: the overview',
    kind: 'graphql',
    make: threeJobs,
    target: () => 'Overview',
    aimed: 1,
    sight: failed,
  },
  {
    name: "Community Edition: the target branch's pipelines",
    kind: 'graphql',
    make: threeJobs,
    head: { probableBase: 'f'.repeat(40) },
    target: () => 'PipelinesAtCommit',
    aimed: 1,
    sight: problem('comparison', 3),
  },
  {
    name: "Community Edition: one of three jobs' report",
    kind: 'report',
    make: threeJobs,
    target: ofSecondJob,
    aimed: 1,
    sight: noReport(2),
  },
  {
    name: "Community Edition behind TLS: one of three jobs' report",
    kind: 'report',
    make: threeJobs,
    isSecure: true,
    target: ofSecondJob,
    aimed: 1,
    sight: noReport(2),
  },
  {
    name: "Community Edition: the target branch's report",
    kind: 'report',
    make: threeJobs,
    target: ({ base }) => jobPath(base.jobs[0]?.id),
    aimed: 1,
    sight: problem('comparison', 3),
  },
  {
    name: 'Community Edition with an object store: the way there',
    kind: 'report',
    make: (t) => threeJobs(t, { objectStore: true }),
    target: ofSecondJob,
    without: ({ ofBody, name }) => ofBody === true || name === 'five redirects',
    aimed: 1,
    sight: noReport(2),
  },
  {
    name: 'Community Edition with an object store: all that it keeps',
    kind: 'report',
    make: async (t) =>
      makeStage(t, { tier: 'ce', version: '19.4.0', objectStore: true }, { base: [], head: [job('second')] }),
    target: () => 'GET /artifacts/*',
    at: 'objectStore',
    // The way there is a redirect already.
    without: ({ isRedirect, requests }) => isRedirect === true && requests !== 1,
    aimed: 1,
    sight: (meaning) => noReport(0)(isRefusal(meaning) ? 'storageRefused' : meaning),
  },
  {
    name: 'before 19.4: the file in the archive, where the archive can be had',
    kind: 'member',
    make: (t) => oneArchive(t, 'gl-sast-report.json'),
    target: ({ head }) => jobPath(head.jobs[0]?.id, '/gl-sast-report.json'),
    aimed: 1,
    hasRival: true,
    sight: (meaning) => (meaning === 'damaged' ? noReport(0)(meaning) : 'as ever'),
  },
  {
    name: 'before 19.4: the whole archive, where the file is somewhere in it',
    kind: 'archive',
    make: (t) => oneArchive(t, 'build/reports/gl-sast-report.json'),
    target: ({ head }) => jobPath(head.jobs[0]?.id),
    aimed: 1,
    sight: noReport(0),
  },
  {
    name: 'before 19.4: both ways to a report',
    kind: 'member',
    make: (t) => oneArchive(t, 'gl-sast-report.json'),
    target: ({ head }) => jobPath(head.jobs[0]?.id, '*'),
    aimed: 2,
    hasRival: true,
    sight: noReport(0),
  },
  {
    name: 'before 18: where a fork came from',
    kind: 'json',
    make: (t) => fork(t, '17.11.0'),
    ...ofFork,
    target: () => 'GET /api/v4/projects/dana%2Fapi',
    aimed: 1,
    sight: problem('origin', 1),
  },
  {
    name: 'a fork: the overview of the project that it came from',
    kind: 'graphql',
    make: (t) => fork(t, '19.4.0'),
    ...ofFork,
    target: () => 'Overview',
    spared: 1,
    aimed: 1,
    sight: problem('origin', 1),
  },
];
