import { inDigits } from '../base/inDigits.ts';
import { instanceName } from '../model/project.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { isFinished, withChildren } from '../model/pipeline.ts';
import type { Cell } from '../sync/snapshotStore.ts';
import { explainFailure } from './explainFailure.ts';
import { replaceToken, type Explanation, type NextStep } from './explanation.ts';
import { plainLine, shorten } from './plainText.ts';
import { countFindings } from '../model/counts.ts';
import { describeCounts } from './summary.ts';
import { ago, count } from './words.ts';

const security = 'https://docs.gitlab.com/user/application_security/detect/';

/** The face of a state: what is the case, and what to do. The only place where failures become words. */
export function explain({ snapshot, ready, refreshing }: Cell, now: number): Explanation {
  const told = explainSnapshot(snapshot, ready, now);
  return { ...told, busy: told.busy || (refreshing && snapshot.kind === 'loading') };
}

function explainSnapshot(snapshot: Snapshot, ready: ReadySnapshot | undefined, now: number): Explanation {
  const calm = { steps: [], needsAction: false, busy: false };
  switch (snapshot.kind) {
    case 'loading':
      if (ready) return explainRestored(ready, now);
      return { ...calm, short: 'loading', sentence: 'Asking GitLab for security findings…', busy: true };
    case 'noRemote':
      return {
        ...calm,
        short: 'no remote',
        sentence: `${plainLine(snapshot.repository.name)} has no remote on a server; add one that leads to GitLab.`,
      };
    case 'noCommit':
      return {
        ...calm,
        short: 'no commit',
        sentence: `${plainLine(snapshot.repository.name)} has no commit yet; findings come with the first push.`,
      };
    case 'signedOut':
      return {
        ...calm,
        short: 'sign in',
        sentence: `Sign in to ${snapshot.host} to see the findings of ${snapshot.projectPath}.`,
        steps: [
          { kind: 'signIn', title: 'Sign In', host: snapshot.host },
          { kind: 'ignoreHost', title: 'Not a GitLab', host: snapshot.host },
        ],
      };
    case 'projectNotFound':
      return {
        ...calm,
        short: 'project not found',
        sentence: `${instanceName(snapshot.instance)} knows no project ${snapshot.projectPath} that this token may see.`,
        steps: [replaceToken(snapshot.instance), { kind: 'refresh', title: 'Try Again' }],
        needsAction: true,
      };
    case 'noPipeline':
      return explainNoPipeline(snapshot);
    case 'failed':
      return explainFailure(snapshot, ready, now);
    case 'ready':
      return explainReady(snapshot);
  }
}

/** An earlier window's findings, while the first answer of this one is on its way. */
function explainRestored(ready: ReadySnapshot, now: number): Explanation {
  const age = ago(ready.fetchedAt, now);
  const counts = describeCounts(countFindings(ready.findings));
  return {
    short: age.endsWith(' ago') ? `${counts} · ${age.replace(' ago', ' old')}` : counts,
    sentence: `The findings fetched ${age} are shown; asking GitLab for newer ones…`,
    steps: [],
    needsAction: false,
    busy: true,
  };
}

function explainNoPipeline(snapshot: Extract<Snapshot, { kind: 'noPipeline' }>): Explanation {
  const { mergeRequest, running, branch } = snapshot;
  const what = mergeRequest ? `!${mergeRequest.iid}` : plainLine(branch);
  if (running) {
    return {
      short: `scanning${progress(running)}`,
      sentence: `Scanning ${what}: ${describeProgress(running)}.`,
      steps: [{ kind: 'openUrl', title: 'Open Pipeline', url: running.webUrl }],
      needsAction: false,
      busy: true,
    };
  }
  return {
    short: mergeRequest ? 'no pipeline' : 'no merge request',
    sentence: mergeRequest
      ? `${what} has no pipeline yet.`
      : `No open merge request for ${what}, and no pipeline of it.`,
    steps: mergeRequest ? [addScan] : [createMergeRequest(snapshot.project.webUrl, branch)],
    needsAction: false,
    busy: false,
  };
}

function explainReady(snapshot: ReadySnapshot): Explanation {
  const { mergeRequest, pipeline, running, branch, problems, choices } = snapshot;
  const counts = describeCounts(countFindings(snapshot.findings));
  const what = mergeRequest ? `!${mergeRequest.iid}` : plainLine(branch);
  const choose: readonly NextStep[] =
    choices.length > 1 ? [{ kind: 'chooseMergeRequest', title: 'Choose Merge Request…' }] : [];
  const open: NextStep = { kind: 'openUrl', title: 'Open Pipeline', url: (running ?? pipeline).webUrl };
  if (running) {
    const shown = `Findings of pipeline #${pipeline.id} are shown.`;
    const sentence = `Scanning: ${describeProgress(running)}. ${shown}`;
    return {
      short: `scanning${progress(running)}`,
      sentence,
      steps: [open, ...choose],
      needsAction: false,
      busy: true,
    };
  }
  if (snapshot.comparison === 'pending') {
    // The name of a branch may be of any length, and the status bar has little room.
    const left = mergeRequest
      ? `comparing with ${shorten(plainLine(mergeRequest.targetBranch), 60)}`
      : 'asking the project it was forked from for a merge request';
    return {
      short: `${counts} · ${mergeRequest ? 'comparing' : 'asking'}…`,
      sentence: `${counts} in ${what}, ${left}…`,
      steps: [open, ...choose],
      needsAction: false,
      busy: true,
    };
  }
  if (!withChildren(pipeline).some(({ jobs }) => jobs.length > 0)) {
    const short = mergeRequest ? 'no security scan' : 'no merge request';
    return {
      short,
      sentence: `The pipeline of ${what} ran no security scan.`,
      steps: [addScan, open],
      needsAction: false,
      busy: false,
    };
  }
  const reports = count(snapshot.reportsRead, 'report');
  const failed = describeProblems(snapshot);
  const showProblems: readonly NextStep[] =
    problems.length > 0 ? [{ kind: 'showProblems', title: 'Show Problems' }] : [];
  const none = counts === 'no findings';
  if (!mergeRequest) {
    return {
      short: none ? 'no merge request' : counts,
      sentence: `No open merge request for ${what}. Findings of its last pipeline are shown.${failed}`,
      steps: [createMergeRequest(snapshot.project.webUrl, branch), open, ...showProblems],
      needsAction: false,
      busy: false,
    };
  }
  const read = `${reports} of pipeline #${pipeline.id} ${snapshot.reportsRead === 1 ? 'was' : 'were'} read.`;
  const base = plainLine(mergeRequest.targetBranch);
  const uncompared =
    none || snapshot.comparison === 'done'
      ? ''
      : ` All count as new: ${base} has no pipeline to compare with.`;
  return {
    short: none ? (problems.length > 0 ? 'not all reports read' : 'no new findings') : counts,
    sentence: none
      ? `No security findings in ${what}. ${read}${failed}`
      : `${counts} in ${what}. ${read}${uncompared}${failed}`,
    steps: [...showProblems, open, ...choose],
    needsAction: false,
    busy: false,
  };
}

const addScan: NextStep = { kind: 'openUrl', title: 'Show How To Add One', url: security };

function createMergeRequest(projectUrl: string, branch: string): NextStep {
  const url = `${projectUrl}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(branch)}`;
  return { kind: 'openUrl', title: 'Create Merge Request', url };
}

/** Reports that are missing are counted as such; whatever else is wrong is only pointed at. */
function describeProblems({ problems, reportsRead }: ReadySnapshot): string {
  const missing = problems.filter(({ kind }) => kind === 'download' || kind === 'notDownloadable').length;
  const others = problems.length - missing;
  const all = count(reportsRead + missing, 'report');
  return [
    ...(missing > 0 ? [` ${inDigits(missing)} of ${all} could not be read.`] : []),
    ...(others > 0 ? [` There ${others === 1 ? 'is' : 'are'} ${count(others, 'problem')}.`] : []),
  ].join('');
}

function doneOf(pipeline: Pipeline): { readonly done: number; readonly all: number } {
  const jobs = withChildren(pipeline).flatMap((child) => child.jobs);
  return { done: jobs.filter(({ status }) => isFinished(status)).length, all: jobs.length };
}

function progress(pipeline: Pipeline): string {
  const { done, all } = doneOf(pipeline);
  return all === 0 ? '' : ` ${inDigits(done)} of ${inDigits(all)}`;
}

function describeProgress(pipeline: Pipeline): string {
  const { done, all } = doneOf(pipeline);
  if (all === 0) return `pipeline #${pipeline.id} has not started a security job yet`;
  return `${inDigits(done)} of ${count(all, 'security job')} ${done === 1 ? 'is' : 'are'} done`;
}
