import * as vscode from 'vscode';
import { inDigits } from '../../core/base/inDigits.ts';
import { dismissalReasons, type DismissalReason } from '../../core/model/finding.ts';
import type { Reasoning } from '../../core/model/settlement.ts';
import { dismissalReasonMeanings, dismissalReasonNames } from '../../core/view/words.ts';
import { askText } from '../askText.ts';
import { literal } from '../../core/view/literal.ts';

export interface AskReasoningOptions {
  /** What is being done, and about what. */
  readonly title: string;
  /** Who will read the comment. */
  readonly audience: string;
  /** Chosen and typed before. */
  readonly reason?: DismissalReason;
  readonly comment?: string;
  /** Called with what was typed when the user leaves without finishing. */
  readonly onLeave: (typed: { readonly reason?: DismissalReason; readonly comment: string }) => void;
}

/** GitLab's limit for comments on vulnerabilities. */
const longestComment = 50_000;

/** Asks for a reason, then for a comment, with a way back; `undefined` when the user leaves. */
export async function askReasoning(options: AskReasoningOptions): Promise<Reasoning | undefined> {
  let { reason: before, comment = '' } = options;
  for (;;) {
    const reason = await askReason(options, before);
    if (reason === undefined) {
      // Gone back first, then away.
      if (comment !== (options.comment ?? ''))
        options.onLeave({ comment, ...(before && { reason: before }) });
      return undefined;
    }
    before = reason;
    const answer = await askText({
      title: `${options.title}: ${dismissalReasonNames[reason]}`,
      step: 2,
      totalSteps: 2,
      value: comment,
      prompt: `Comment, ${options.audience}`,
      placeholder: 'Why this can be left alone (optional)',
      validate: (text) =>
        text.length > longestComment
          ? `GitLab takes at most ${inDigits(longestComment)} characters.`
          : undefined,
      onLeave: (text) => (comment = text),
    });
    if (answer.kind === 'text') {
      const text = answer.text.trim();
      return { reason, ...(text !== '' && { comment: text }) };
    }
    if (answer.kind === 'back') continue;
    if (comment !== '') options.onLeave({ reason, comment });
    return undefined;
  }
}

function askReason(
  { title }: AskReasoningOptions,
  chosen: DismissalReason | undefined,
): Promise<DismissalReason | undefined> {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly reason: DismissalReason }>();
  picker.title = literal(title);
  picker.step = 1;
  picker.totalSteps = 2;
  picker.placeholder = 'Choose a dismissal reason';
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = dismissalReasons.map((reason) => ({
    label: dismissalReasonNames[reason],
    detail: dismissalReasonMeanings[reason],
    reason,
  }));
  const before = picker.items.filter(({ reason }) => reason === chosen);
  if (before.length > 0) picker.activeItems = before;
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [chosen] = picker.activeItems;
      // None has the words that were typed.
      if (!chosen) return;
      resolve(chosen.reason);
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
