import type { FailureCode } from '../model/failure.ts';
import type { Problem } from '../model/snapshot.ts';
import { plainLine, shorten } from './plainText.ts';
import { reportTypeNames } from './words.ts';
import { reportFileNames, type ReportType } from '../model/reportType.ts';

/** A failed part in words. */
export interface ProblemText {
  readonly label: string;
  /** One sentence. */
  readonly sentence: string;
  /** Lines of its own, where there is more to say. */
  readonly more: readonly string[];
  /** Two lines of `.gitlab-ci.yml` that would open a way to the report. */
  readonly ciChange?: { readonly job: string; readonly lines: readonly string[] };
}

export function explainProblem(problem: Problem): ProblemText {
  switch (problem.kind) {
    case 'report': {
      const first = problem.problems[0];
      const message = plainLine(first?.message ?? 'The report has flaws.');
      const isKnown = first?.line === undefined || /\bline \d/.test(message);
      const where = isKnown ? '' : ` (line ${first.line}, column ${first.column ?? 1})`;
      return {
        label: `${named(problem.type)} report of ${job(problem.job)}`,
        sentence: `${message.replace(/\.$/, '')}${where}.`,
        more: problem.problems.map(
          ({ message, pointer, line, column }) =>
            `${plainLine(message)}${pointer ? ` at ${plainLine(pointer)}` : ''}${line === undefined ? '' : `, line ${line}, column ${column ?? 1}`}`,
        ),
      };
    }
    case 'download':
      return {
        label: `${named(problem.type)} report of ${job(problem.job)}`,
        sentence: `The report could not be downloaded: ${reasonOf(problem.failure)}.`,
        more: [],
      };
    case 'notDownloadable': {
      const version = problem.version === undefined ? 'This GitLab' : `GitLab ${plainLine(problem.version)}`;
      return {
        label: `${named(problem.type)} report of ${job(problem.job)}`,
        sentence: `${version} offers no way to read the ${named(problem.type)} report with a token; two lines in .gitlab-ci.yml open one.`,
        more: [],
        ciChange: { job: problem.job, lines: ['artifacts:', `  paths: [${reportFileNames[problem.type]}]`] },
      };
    }
    case 'scan':
      return {
        label: job(problem.job),
        sentence: whatBecameOf(problem.status),
        more: problem.errors.map(plainLine),
      };
    case 'findingsPage':
      return {
        label: 'Findings',
        sentence: `Some findings could not be loaded: ${reasonOf(problem.failure)}.`,
        more: [],
      };
    case 'comparison':
      return {
        label: 'Comparison with the target branch',
        sentence: `What is new could not be told for sure: ${reasonOf(problem.failure)}.`,
        more: [],
      };
    case 'children':
      return {
        label: 'Jobs and child pipelines',
        sentence: `Not all jobs and child pipelines could be listed: ${reasonOf(problem.failure)}.`,
        more: [],
      };
    case 'origin':
      return {
        label: 'Merge request of the fork',
        sentence: `The project this one was forked from could not be asked for a merge request: ${reasonOf(problem.failure)}.`,
        more: [],
      };
  }
}

/** A job's status, or that of its report in GitLab's database (`Security::Scan`). */
function whatBecameOf(status: string): string {
  switch (status) {
    case 'canceled':
      return 'The job was canceled and left no report; open the pipeline to see why.';
    case 'failed':
      return 'The job failed and left no report; open the pipeline to see why.';
    case 'job_failed':
      return 'The job failed, so its report may not hold everything; open the pipeline to see why.';
    case 'purged':
      return 'GitLab has deleted the findings of this scan; run the pipeline again.';
    default:
      return 'GitLab could not take the report in; its security tab says why.';
  }
}

function named(type: ReportType): string {
  return reportTypeNames[type];
}

function job(name: string): string {
  return shorten(plainLine(name), 60);
}

/** Why a request failed, as the end of a sentence. */
export function reasonOf(code: FailureCode): string {
  switch (code) {
    case 'unreachable':
      return 'the server cannot be reached';
    case 'timeout':
      return 'the server did not answer in time';
    case 'unauthorized':
      return 'the token was refused';
    case 'signInEnded':
      return 'the sign-in has ended';
    case 'insufficientScope':
      return 'the token lacks the scope read_api';
    case 'forbidden':
      return 'you need at least the Developer role';
    case 'notFound':
      return 'it is gone, its artifacts may have expired';
    case 'storageRefused':
      return "the storage that GitLab keeps it in refused it; refresh, or ask GitLab's administrators";
    case 'rateLimited':
      return 'GitLab has had too many requests';
    case 'serverError':
      return 'GitLab answered with an error of its own';
    case 'tooLarge':
      return 'it is larger than 256 MB';
    case 'notDownloadable':
      return 'its reports cannot be read with a token';
    case 'unexpectedAnswer':
    case 'unknownField':
    case 'refused':
      return 'GitLab answered with something unexpected';
  }
}
