import type { Reasoning } from '../../core/model/settlement.ts';
import type { GitLabChanges } from '../../core/settling/gitLabChanges.ts';
import { requestDismissals, type RequestPorts } from '../../core/settling/requestDismissal.ts';
import { requestText } from '../../core/settling/requestText.ts';
import type { Target } from '../../core/settling/ports.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import { explainEach, explainOutcomes } from '../../core/view/explainOutcome.ts';
import { requestWords } from '../../core/view/requestWords.ts';
import { stillAsked } from '../../core/view/settlementWords.ts';
import { count } from '../../core/view/words.ts';
import { isOpen } from '../../core/settling/isOpen.ts';
import { openUrl } from '../commands/openUrl.ts';
import { targetsOf } from '../commands/targets.ts';
import { askReasoning } from './askReasoning.ts';
import { askToSend } from './askToSend.ts';
import { draftOf, forgetDrafts, keepDrafts } from './drafts.ts';
import { freshTargets } from './freshTargets.ts';
import { withTextPreview } from './previews.ts';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { showResults } from './showResults.ts';
import { tellLeftOut } from './tellLeftOut.ts';
import { tellOutcome } from './tellOutcomes.ts';
import { toSettlingPorts } from './toSettlingPorts.ts';
import { tryAgain } from './tryAgain.ts';
import { withProgress } from './withProgress.ts';
import { notify } from '../notify.ts';

/** Asks in the merge request that findings be dismissed, where the user may not dismiss them. */
export class DismissalRequests {
  readonly #ports: SettlingHandlersPorts;
  readonly #settling: RequestPorts;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
    this.#settling = {
      ...toSettlingPorts<GitLabChanges>(ports, ports.connect),
      keep: ({ root, finding }, request) =>
        ports.marks.update(root, [finding.key], (own) => ({ ...own, request })),
    };
  }

  async request(args: readonly unknown[]): Promise<void> {
    await this.requestFor(await targetsOf(args, this.#ports, 'Request Dismissal'));
  }

  async requestFor(found: readonly Target[]): Promise<void> {
    const targets = found.filter(canBeAsked);
    const [first] = found;
    if (targets.length > 0) {
      tellLeftOut(found, targets, 'requested to be dismissed');
      await this.#ask(targets);
    } else if (first) await this.#tellWhyNot(first);
  }

  async #ask(targets: readonly Target[]): Promise<void> {
    const { marks, store } = this.#ports;
    const why = await this.#decide(targets);
    if (!why) return;
    const outcomes = await withProgress(
      `Requesting dismissal of ${count(targets.length, 'security finding')}`,
      targets.length,
      (options, signal) => requestDismissals(targets, why, this.#settling, options, signal),
    );
    // What was said already was said in other words; these are still the user's.
    const sent = outcomes.flatMap((one) => (one.kind === 'done' && !one.already ? [one.target] : []));
    forgetDrafts(marks, sent);
    const done = outcomes.flatMap(({ kind, target }) => (kind === 'done' ? [target] : []));
    const again = outcomes.flatMap(({ kind, target }) =>
      kind === 'refused' || kind === 'unknown' ? [target] : [],
    );
    const text = explainOutcomes(requestWords, outcomes);
    if (text.isBad)
      await tellOutcome(text, {
        steps: {
          tryAgain: () => tryAgain(store, again, (fresh) => this.requestFor(fresh)),
          showResults: () => showResults(explainEach(requestWords, outcomes)),
        },
      });
    else if (done.length > 0) await this.#tellDone(text.sentence, done);
    else void notify.information(text.sentence);
  }

  /** Reason, comment, and a look at what will be sent, with a way back. */
  async #decide(targets: readonly Target[]): Promise<Reasoning | undefined> {
    const { marks } = this.#ports;
    const [only] = targets;
    if (!only) return undefined;
    const what = targets.length === 1 ? `“${titleOf(only.finding, 50)}”` : count(targets.length, 'finding');
    const title = `Request Dismissal of ${what}`;
    for (;;) {
      const draft = draftOf(marks, targets);
      const why = await askReasoning({
        title,
        audience: 'seen by everybody who may read the merge request',
        ...(draft?.reason && { reason: draft.reason }),
        ...(draft && { comment: draft.comment }),
        onLeave: (typed) => keepDrafts(marks, targets, typed),
      });
      if (!why) return undefined;
      // Kept before it is sent: neither a lost answer nor a closed window may cost what was typed.
      keepDrafts(marks, targets, why);
      const texts = targets.map((target) => requestText(target, why));
      const mergeRequests = new Set(targets.map(({ snapshot }) => `!${snapshot.mergeRequest?.iid ?? ''}`));
      const where = [...mergeRequests].join(', ');
      const preview = { name: 'Dismissal request.md', text: texts.join('\n\n---\n\n') };
      const answer = await withTextPreview(preview, () =>
        askToSend({
          title,
          placeholder: `Send what the editor shows to ${where}?`,
          send: {
            label: targets.length === 1 ? 'Send Request' : `Send ${count(targets.length, 'Request')}`,
            detail: `Starts ${count(targets.length, 'discussion')} in ${where}, seen by everybody who may read it`,
          },
          back: 'Change Reason or Comment',
        }),
      );
      if (answer !== 'back') return answer === 'send' ? why : undefined;
    }
  }

  async #tellDone(sentence: string, done: readonly Target[]): Promise<void> {
    const open = 'Open Discussion';
    const pressed = await notify.information(sentence, open);
    const [first] = freshTargets(this.#ports.store, done);
    if (pressed === open && first) openRequest(first);
  }

  async #tellWhyNot(target: Target): Promise<void> {
    const { finding, snapshot } = target;
    if (!finding.request || !isOpen(target.finding)) {
      void notify.information(
        !isOpen(target.finding)
          ? 'Only the dismissal of an open finding can be requested; look at its details.'
          : finding.underway
            ? stillAsked
            : `There is no open merge request for ${snapshot.branch} to write in; create one and refresh.`,
      );
      return;
    }
    const open = 'Open Discussion';
    const pressed = await notify.information(
      'The dismissal of this finding has been requested already; answer in the discussion.',
      open,
    );
    if (pressed === open) openRequest(target);
  }
}

function openRequest({ finding, snapshot }: Target): void {
  if (finding.request) void openUrl(finding.request.url, snapshot.instance);
}

function canBeAsked(target: Target): boolean {
  const { finding, snapshot } = target;
  return isOpen(finding) && !finding.underway && !finding.request && snapshot.mergeRequest !== undefined;
}
