import * as vscode from 'vscode';
import { instanceName } from '../../core/model/project.ts';
import type { OutcomeStep, OutcomeText } from '../../core/view/outcomeText.ts';
import { command } from '../commands/names.ts';
import { notify } from '../notify.ts';

/** What each step is called, and what it does where that is always the same. */
const stepTitles: Readonly<Record<OutcomeStep, string>> = {
  tryAgain: 'Try Again',
  replaceToken: 'Replace Token…',
  requestDismissal: 'Request Dismissal…',
  refresh: 'Refresh',
  showResults: 'Show Results',
  showLog: 'Show Log',
  openIssue: 'Open Issue',
  useIssueText: 'Use My Text',
  discardIssue: 'Discard Draft',
};

export interface TellOptions {
  /** Takes back what was done; offered first. */
  readonly undo?: () => unknown;
  readonly steps: Partial<Readonly<Record<OutcomeStep, () => unknown>>>;
}

/** Says in one notification what came of it, with at most two buttons. Resolves when it was pressed or has gone. */
export async function tellOutcome(
  { isBad, sentence, steps, instance }: OutcomeText,
  { undo, steps: own }: TellOptions,
): Promise<void> {
  const runs: Readonly<Partial<Record<OutcomeStep, () => unknown>>> = {
    replaceToken: () => vscode.commands.executeCommand(command('signIn'), instance && instanceName(instance)),
    refresh: () => vscode.commands.executeCommand(command('refresh')),
    showLog: () => vscode.commands.executeCommand(command('showLog')),
    ...own,
  };
  const offered = [
    ...(undo ? [{ title: 'Undo', run: undo }] : []),
    ...steps.flatMap((step) => {
      const run = runs[step];
      return run ? [{ title: stepTitles[step], run }] : [];
    }),
  ].slice(0, 2);
  const show = isBad ? notify.error : notify.information;
  const pressed = await show(sentence, ...offered.map(({ title }) => title));
  await offered.find(({ title }) => title === pressed)?.run();
}
