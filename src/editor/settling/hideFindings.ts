import { nature } from '../../core/settling/keptMarks.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { Target } from '../../core/settling/ports.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import { stillAsked } from '../../core/view/settlementWords.ts';
import { count } from '../../core/view/words.ts';
import { isOpen } from '../../core/settling/isOpen.ts';
import { targetsOf } from '../commands/targets.ts';
import { askReasoning } from './askReasoning.ts';
import { draftOf, keepDrafts } from './drafts.ts';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { tellLeftOut } from './tellLeftOut.ts';
import { updateMarks } from './updateMarks.ts';
import { notify } from '../notify.ts';

/** Hides findings in this workspace, with a reason, where GitLab keeps no states; GitLab hears nothing of it. */
export async function hideFindings(args: readonly unknown[], ports: SettlingHandlersPorts): Promise<void> {
  await hideTargets(await targetsOf(args, ports, 'Hide Finding Here'), ports);
}

export async function hideTargets(
  found: readonly Target[],
  { marks }: Pick<SettlingHandlersPorts, 'marks'>,
): Promise<void> {
  const targets = found.filter(({ finding }) => isOpen(finding) && !finding.hidden && !finding.underway);
  const [only] = targets;
  if (!only) {
    if (found.length > 0)
      void notify.information(
        found.some(({ finding }) => finding.underway)
          ? stillAsked
          : 'Only an open finding that is not hidden yet can be hidden.',
      );
    return;
  }
  tellLeftOut(found, targets, 'hidden');
  const what = targets.length === 1 ? `“${titleOf(only.finding, 50)}”` : count(targets.length, 'finding');
  const draft = draftOf(marks, targets);
  const why = await askReasoning({
    title: `Hide ${what} Here`,
    audience: 'kept in this workspace only; GitLab hears nothing of it',
    ...(draft?.reason && { reason: draft.reason }),
    ...(draft && { comment: draft.comment }),
    onLeave: (typed) => keepDrafts(marks, targets, typed),
  });
  if (!why) return;
  const at = new Date().toISOString();
  updateMarks(marks, targets, ({ draft: _draft, ...own }, { finding }) => ({
    ...own,
    hidden: { ...why, at, of: nature(finding) },
  }));
  const pressed = await notify.information(
    `Hidden ${what} in this workspace only; GitLab and other people still see ${targets.length === 1 ? 'it' : 'them'}.`,
    'Undo',
  );
  if (pressed === 'Undo') unhide(marks, targets);
}

export function unhide(marks: Marks, targets: readonly Target[]): void {
  updateMarks(marks, targets, ({ hidden: _hidden, ...others }) => others);
}
