import type { DismissalReason } from '../../core/model/finding.ts';
import type { Draft } from '../../core/settling/keptMarks.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { Target } from '../../core/settling/ports.ts';
import { updateMarks } from './updateMarks.ts';

/** What was typed for these findings and never confirmed. */
export function draftOf(marks: Marks, targets: readonly Target[]): Draft | undefined {
  return targets
    .map(({ root, finding }) => marks.of(root, finding.key).draft)
    .find((draft) => draft !== undefined);
}

export function keepDrafts(
  marks: Marks,
  targets: readonly Target[],
  { reason, comment = '' }: { readonly reason?: DismissalReason; readonly comment?: string },
): void {
  const draft: Draft = { comment, at: new Date().toISOString(), ...(reason && { reason }) };
  updateMarks(marks, targets, (own) => ({ ...own, draft }));
}

export function forgetDrafts(marks: Marks, targets: readonly Target[]): void {
  updateMarks(marks, targets, ({ draft: _draft, ...own }) => own);
}
