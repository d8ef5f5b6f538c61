import { instanceName } from '../model/project.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import { replaceToken, signInAgain, type Explanation, type NextStep } from './explanation.ts';
import { reasonInWords, reasonSteps } from './networkReasons.ts';
import { plainLine, shorten } from './plainText.ts';
import { ago } from './words.ts';

/** Why GitLab gave nothing this time, in words. */
export function explainFailure(
  { failure: code, instance, detail, reason }: Extract<Snapshot, { kind: 'failed' }>,
  ready: ReadySnapshot | undefined,
  now: number,
): Explanation {
  const name = instance ? instanceName(instance) : 'GitLab';
  const shown = ready ? ` The findings fetched ${ago(ready.fetchedAt, now)} are shown.` : '';
  const again: NextStep = { kind: 'refresh', title: 'Try Again' };
  const diagnose: NextStep = { kind: 'diagnose', title: 'Diagnose Connection' };
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
    case 'timeout': {
      const words = reason && reasonInWords(reason, name);
      if (!words) return say('offline', `${name} cannot be reached${because}.`, [again, diagnose]);
      // Detail of ours only where it says more than the reason: which file, which answer of the proxy.
      const more = reason === 'certificateFile' || reason === 'proxyRefused' ? because : '';
      const sentence = `${sentenceCase(words.fact)}${more}; ${words.change}.`;
      return say(words.short, sentence, reasonSteps(words), words.face !== 'unreachable');
    }
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
    case 'signInEnded':
      return say(
        'sign in again',
        `The sign-in to ${name} has ended.`,
        instance ? [signInAgain(instance)] : [log],
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
    case 'storageRefused':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
      return say('unexpected answer', `${name} answered with something unexpected${because}.`, [again, log]);
  }
}

/** A host name keeps its letters. */
function sentenceCase(fact: string): string {
  return /^(the|no|an?|what) /.test(fact) ? `${fact.charAt(0).toUpperCase()}${fact.slice(1)}` : fact;
}
