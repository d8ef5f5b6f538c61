import type { Snapshot } from '../model/snapshot.ts';

const second = 1000;
const minute = 60 * second;

/** A time that GitLab names is kept to, but a mistaken one must not end everything. */
const longestNamed = 60 * minute;

/**
 * When to ask again, in milliseconds; `undefined` for not until something happens. A pipeline under way is asked for
 * ever more slowly, a finished one every five minutes, so that an idle hour costs twelve requests.
 *
 * @param runs how many runs in a row ended in the same kind of state
 */
export function nextRefresh(snapshot: Snapshot, runs: number): number | undefined {
  switch (snapshot.kind) {
    case 'loading':
    case 'noRemote':
    case 'noCommit':
    case 'signedOut':
    case 'projectNotFound':
      return undefined;
    case 'noPipeline':
      return snapshot.running ? whileRunning(runs) : minute;
    case 'ready':
      return snapshot.running ? whileRunning(runs) : 5 * minute;
    case 'failed':
      switch (snapshot.failure) {
        case 'unauthorized':
        case 'signInEnded':
        case 'insufficientScope':
          return undefined;
        case 'unreachable':
        case 'timeout':
          // A wrong password that is sent again and again locks its account. A changed setting asks again.
          if (snapshot.reason === 'proxyAuthentication') return undefined;
          return laterAndLater(snapshot, runs);
        case 'forbidden':
        case 'notFound':
        case 'rateLimited':
        case 'serverError':
        case 'unexpectedAnswer':
        case 'tooLarge':
        case 'storageRefused':
        case 'notDownloadable':
        case 'unknownField':
        case 'refused':
          return laterAndLater(snapshot, runs);
      }
  }
}

function laterAndLater({ retryAfter }: Extract<Snapshot, { kind: 'failed' }>, runs: number): number {
  return Math.max(
    Math.min(30 * second * 2 ** Math.min(runs, 4), 5 * minute),
    Math.min(retryAfter ?? 0, longestNamed),
  );
}

function whileRunning(runs: number): number {
  return Math.min(10 * second * 1.5 ** Math.min(runs, 10), minute);
}
