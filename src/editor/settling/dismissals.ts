import * as vscode from 'vscode';
import type { Reasoning } from '../../core/model/settlement.ts';
import { dismissFindings, restoreFindings } from '../../core/settling/changeState.ts';
import { possibleActions } from '../../core/settling/possibleActions.ts';
import type { Outcome, SettlingPorts, StateChanges, Target } from '../../core/settling/ports.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import { dismissWords, editWords, restoreWords } from '../../core/view/dismissalWords.ts';
import { explainEach, explainOutcomes } from '../../core/view/explainOutcome.ts';
import { whyNotDismissed, whyNotEdited, whyNotRestored } from '../../core/view/whyNotSettled.ts';
import { count } from '../../core/view/words.ts';
import { askText } from '../askText.ts';
import { targetsOf } from '../commands/targets.ts';
import { askReasoning } from './askReasoning.ts';
import { draftOf, forgetDrafts, keepDrafts } from './drafts.ts';
import { unhide } from './hideFindings.ts';
import { knownTargets } from './knownTargets.ts';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { showResults } from './showResults.ts';
import { tellLeftOut } from './tellLeftOut.ts';
import { tellOutcome } from './tellOutcomes.ts';
import { toSettlingPorts } from './toSettlingPorts.ts';
import { tryAgain } from './tryAgain.ts';
import { withProgress } from './withProgress.ts';
import { notify } from '../notify.ts';

/** What is done where the user may not dismiss. */
export interface OtherWays {
  readonly request: (targets: readonly Target[]) => Promise<void>;
  readonly hide: (targets: readonly Target[]) => Promise<void>;
}

/** Dismisses findings in GitLab, changes dismissals and takes them back. */
export class Dismissals {
  readonly #ports: SettlingHandlersPorts;
  readonly #settling: SettlingPorts<StateChanges>;
  readonly #otherWays: OtherWays;

  constructor(ports: SettlingHandlersPorts, otherWays: OtherWays) {
    this.#ports = ports;
    this.#otherWays = otherWays;
    this.#settling = toSettlingPorts(ports, async (instance) => (await ports.connect(instance)).states);
  }

  /** Leads to whatever dismissing comes down to for these findings. */
  async dismiss(args: readonly unknown[]): Promise<void> {
    const targets = await targetsOf(args, this.#ports, 'Dismiss Finding');
    if (targets.length > 0) await this.#dismiss(targets);
  }

  async #dismiss(targets: readonly Target[]): Promise<void> {
    const known = await this.#known(targets);
    const ways = known.map((target) => possibleActions(target.finding, target.snapshot).dismiss);
    const way = ways.includes('dismiss') ? 'dismiss' : ways.find((each) => each !== undefined);
    const chosen = known.filter((_, index) => ways[index] === way);
    if (way === undefined) {
      void notify.information(whyNotDismissed(known.map(({ finding }) => finding)));
      return;
    }
    tellLeftOut(known, chosen, 'dismissed');
    if (way === 'dismiss') await this.#ask(chosen);
    else await this.#otherWays[way](chosen);
  }

  /** Gives dismissed findings another reason or comment. */
  async edit(args: readonly unknown[]): Promise<void> {
    const targets = await targetsOf(args, this.#ports, 'Edit Dismissal');
    if (targets.length > 0) await this.#edit(targets);
  }

  async #edit(targets: readonly Target[]): Promise<void> {
    const known = await this.#known(targets);
    const dismissed = known.filter(isRestorable);
    if (dismissed.length > 0) {
      tellLeftOut(known, dismissed, 'given other words');
      await this.#ask(dismissed, true);
    } else void notify.information(whyNotEdited(known.map(({ finding }) => finding)));
  }

  async restore(args: readonly unknown[]): Promise<void> {
    const targets = await targetsOf(args, this.#ports, 'Restore Finding');
    const ways = targets.map(({ finding, snapshot }) => possibleActions(finding, snapshot).restore);
    const hidden = targets.filter((_, index) => ways[index] === 'unhide');
    const dismissed = targets.filter((_, index) => ways[index] === 'restore');
    if (hidden.length + dismissed.length > 0) tellLeftOut(targets, [...hidden, ...dismissed], 'restored');
    unhide(this.#ports.marks, hidden);
    if (hidden.length > 0)
      vscode.window.setStatusBarMessage(`${count(hidden.length, 'finding')} no longer hidden here.`, 3000);
    if (dismissed.length > 0) await this.#askAndRestore(dismissed);
    else if (targets.length > 0 && hidden.length === 0)
      void notify.information(whyNotRestored(targets.map(({ finding }) => finding)));
  }

  /** Asks for a reason and a comment, sends them, and tells what came of it. */
  async #ask(targets: readonly Target[], isEdit = false): Promise<void> {
    const { marks, store } = this.#ports;
    const [only] = targets;
    if (!only) return;
    const before = isEdit ? only.finding.dismissal : undefined;
    const draft = draftOf(marks, targets);
    const reason = draft?.reason ?? before?.reason;
    const verb = isEdit ? 'Edit dismissal of' : 'Dismiss';
    const comment = draft?.comment ?? before?.comment;
    const why = await askReasoning({
      title:
        targets.length === 1
          ? `${verb} “${titleOf(only.finding, 50)}”`
          : `${verb} ${count(targets.length, 'finding')}`,
      audience: 'kept in GitLab for everybody who may see the project',
      ...(reason && { reason }),
      ...(comment !== undefined && { comment }),
      onLeave: (typed) => keepDrafts(marks, targets, typed),
    });
    if (!why) return;
    // Kept before it is sent: neither a lost answer nor a closed window may cost what was typed.
    keepDrafts(marks, targets, why);
    const outcomes = await withProgress(
      `${isEdit ? 'Changing the dismissal of' : 'Dismissing'} ${count(targets.length, 'security finding')}`,
      targets.length,
      (options, signal) => dismissFindings(targets, why, this.#settling, options, signal),
    );
    const done = outcomes.flatMap(({ kind, target }) => (kind === 'done' ? [target] : []));
    forgetDrafts(marks, done);
    const again = outcomes.flatMap(({ kind, target }) =>
      kind === 'done' || kind === 'cancelled' ? [] : [target],
    );
    const canRequest = again.some(({ snapshot }) => snapshot.mergeRequest);
    // What somebody else did is not taken back here, and an edit only where its words of before are known.
    const own = outcomes.flatMap((one) => (one.kind === 'done' && !one.already ? [one.target] : []));
    const reasoning = before && toReasoning(before);
    const canUndo = isEdit
      ? reasoning !== undefined && outcomes.length === 1
      : // GitLab restores everything as detected.
        own.every(({ finding }) => finding.state === 'detected');
    const words = isEdit ? editWords(why.reason) : dismissWords(why.reason);
    const text = explainOutcomes(words, outcomes);
    await tellOutcome(text, {
      // Of what went wrong there is more to say; what was done is undone by restoring it.
      ...(own.length > 0 &&
        canUndo &&
        !text.isBad && {
          undo: () => tryAgain(store, own, (fresh) => this.#undo(fresh, reasoning), isRestorable),
        }),
      steps: {
        // Somebody may have decided otherwise meanwhile: what can be done now is looked at anew.
        tryAgain: () =>
          tryAgain(store, again, (fresh) => (isEdit ? this.#edit(fresh) : this.#dismiss(fresh))),
        showResults: () => showResults(explainEach(words, outcomes)),
        ...(canRequest && {
          requestDismissal: () => tryAgain(store, again, (fresh) => this.#otherWays.request(fresh)),
        }),
      },
    });
  }

  /** Back to what it was: detected, or dismissed as it was before. */
  async #undo(targets: readonly Target[], before: Reasoning | undefined): Promise<void> {
    if (!before) {
      await this.#restore(targets);
      return;
    }
    const outcomes = await withProgress('Undoing', targets.length, (options, signal) =>
      dismissFindings(targets, before, this.#settling, options, signal),
    );
    await tellOutcome(explainOutcomes(editWords(before.reason), outcomes), { steps: {} });
  }

  async #askAndRestore(targets: readonly Target[]): Promise<void> {
    const what =
      targets.length === 1 && targets[0]
        ? `“${titleOf(targets[0].finding, 50)}”`
        : count(targets.length, 'finding');
    const answer = await askText({
      title: `Restore ${what}`,
      value: '',
      prompt: 'Comment, kept in GitLab for everybody who may see the project',
      placeholder: 'Why the dismissal is taken back (optional)',
      validate: () => undefined,
    });
    const comment = answer.kind === 'text' ? answer.text.trim() : '';
    if (answer.kind === 'text') await this.#restore(targets, comment === '' ? undefined : comment);
  }

  async #restore(targets: readonly Target[], comment?: string): Promise<void> {
    const { store } = this.#ports;
    const outcomes: readonly Outcome[] = await withProgress(
      `Restoring ${count(targets.length, 'security finding')}`,
      targets.length,
      (options, signal) => restoreFindings(targets, comment, this.#settling, options, signal),
    );
    const again = outcomes.flatMap(({ kind, target }) => (kind === 'done' ? [] : [target]));
    await tellOutcome(explainOutcomes(restoreWords, outcomes), {
      steps: {
        showResults: () => showResults(explainEach(restoreWords, outcomes)),
        tryAgain: () => tryAgain(store, again, (fresh) => this.#restore(fresh, comment), isRestorable),
      },
    });
  }

  #known(targets: readonly Target[]): Promise<readonly Target[]> {
    return knownTargets(targets, this.#ports.store, this.#settling);
  }
}

/** Whether there is a dismissal that this user may take back or change. */
function isRestorable({ finding, snapshot }: Target): boolean {
  return possibleActions(finding, snapshot).restore === 'restore';
}

function toReasoning({ reason, comment }: Partial<Reasoning>): Reasoning | undefined {
  return reason && { reason, ...(comment !== undefined && { comment }) };
}
