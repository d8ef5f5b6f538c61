import type { FailureCode } from '../model/failure.ts';
import { instanceName, type Instance } from '../model/project.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { isFinished, withChildren } from '../model/pipeline.ts';
import { plainLine, shorten } from './plainText.ts';
import type { Cell } from '../sync/snapshotStore.ts';
import { countFindings, describeCounts } from './summary.ts';
import { ago, count } from './words.ts';

/** Something the user can do next. */
export type NextStep =
  | { readonly kind: 'signIn'; readonly title: string; readonly host: string }
  | { readonly kind: 'ignoreHost'; readonly title: string; readonly host: string }
  | { readonly kind: 'openUrl'; readonly title: string; readonly url: string }
  | { readonly kind: 'refresh'; readonly title: string }
  | { readonly kind: 'showLog'; readonly title: string }
  | { readonly kind: 'showProblems'; readonly title: string }
  | { readonly kind: 'chooseMergeRequest'; readonly title: string };

/** A state in words. */
export interface Explanation {
  /** For the status bar, after our icon. */
  readonly short: string;
  /** One sentence, for welcome view, tree and tooltip. */
  readonly sentence: string;
  readonly steps: readonly NextStep[];
  /** The user must act, or nothing will be seen. */
  readonly needsAction: boolean;
  /** Something is under way. */
  readonly busy: boolean;
}

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
      return explainFailure(snapshot.failure, snapshot.instance, snapshot.detail, ready, now);
    case 'ready':
      return explainReady(snapshot);
  }
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
    none || snapshot.compared ? '' : ` All count as new: ${base} has no pipeline to compare with.`;
  return {
    short:
      none && problems.length > 0
        ? 'not all reports read'
        : counts === 'no findings'
          ? 'no new findings'
          : counts,
    sentence: none
      ? `No security findings in ${what}. ${read}${failed}`
      : `${counts} in ${what}. ${read}${uncompared}${failed}`,
    steps: [...showProblems, open, ...choose],
    needsAction: false,
    busy: false,
  };
}

function explainFailure(
  code: FailureCode,
  instance: Instance | undefined,
  detail: string | undefined,
  ready: ReadySnapshot | undefined,
  now: number,
): Explanation {
  const name = instance ? instanceName(instance) : 'GitLab';
  const shown = ready ? ` The findings fetched ${ago(ready.fetchedAt, now)} are shown.` : '';
  const again: NextStep = { kind: 'refresh', title: 'Try Again' };
  const log: NextStep = { kind: 'showLog', title: 'Show Log' };
  // Some answers are data through and through; the log has them.
  const isData = /^[[{]/.test(detail ?? '');
  const because = detail === undefined || isData ? '' : ` (${shorten(plainLine(detail), 80)})`;
  const age = ready && ago(ready.fetchedAt, now);
  const say = (
    short: string,
    sentence: string,
    steps: readonly NextStep[],
    needsAction = false,
  ): Explanation => ({
    short: age?.endsWith(' ago') && !needsAction ? `${short} · ${age.replace(' ago', ' old')}` : short,
    sentence: `${sentence}${shown}`,
    steps,
    needsAction,
    busy: false,
  });
  switch (code) {
    case 'unreachable':
    case 'timeout':
      return say('offline', `${name} cannot be reached${because}.`, [again, log]);
    case 'unauthorized':
      return say(
        'token refused',
        /expired/i.test(detail ?? '')
          ? `The token for ${name} has expired.`
          : /revoked/i.test(detail ?? '')
            ? `The token for ${name} was revoked.`
            : `${name} refused the token${because}.`,
        instance ? [replaceToken(instance)] : [log],
        true,
      );
    case 'insufficientScope':
      return say(
        'token lacks scope',
        `The token for ${name} lacks the scope read_api.`,
        instance ? [replaceToken(instance)] : [log],
        true,
      );
    case 'forbidden':
      return say('no access', `${name} does not let this user read the project${because}.`, [again, log]);
    case 'rateLimited':
      return say('rate limited', `${name} has had too many requests; it will be asked again soon.`, [again]);
    case 'serverError':
      return say('GitLab has a problem', `${name} answered with an error of its own${because}.`, [
        again,
        log,
      ]);
    case 'notFound':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'notDownloadable':
    case 'unknownField':
      return say('unexpected answer', `${name} answered with something unexpected${because}.`, [again, log]);
  }
}

const addScan: NextStep = { kind: 'openUrl', title: 'Show How To Add One', url: security };

function replaceToken(instance: Instance): NextStep {
  return { kind: 'signIn', title: 'Replace Token', host: instanceName(instance) };
}

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
    ...(missing > 0 ? [` ${missing} of ${all} could not be read.`] : []),
    ...(others > 0 ? [` There ${others === 1 ? 'is' : 'are'} ${count(others, 'problem')}.`] : []),
  ].join('');
}

function doneOf(pipeline: Pipeline): { readonly done: number; readonly all: number } {
  const jobs = withChildren(pipeline).flatMap((child) => child.jobs);
  return { done: jobs.filter(({ status }) => isFinished(status)).length, all: jobs.length };
}

function progress(pipeline: Pipeline): string {
  const { done, all } = doneOf(pipeline);
  return all === 0 ? '' : ` ${done} of ${all}`;
}

function describeProgress(pipeline: Pipeline): string {
  const { done, all } = doneOf(pipeline);
  if (all === 0) return `pipeline #${pipeline.id} has not started a security job yet`;
  return `${done} of ${count(all, 'security job')} ${done === 1 ? 'is' : 'are'} done`;
}
