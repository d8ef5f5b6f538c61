import * as vscode from 'vscode';
import type { Edit } from '../../../core/remediation/carryOver.ts';
import type { ChangedFile } from '../../../core/remediation/changedFiles.ts';
import { fixNotTakenBack } from '../../../core/view/describeFix.ts';
import type { AppliedFixes, AppliedFixRecord } from './appliedFixes.ts';
import { makeEdit } from './makeEdit.ts';
import { presentTexts } from './presentTexts.ts';
import { toWorkspaceEdit } from './toWorkspaceEdit.ts';
import { notify } from '../../notify.ts';

/** Takes a fix back whole, as long as nobody has changed its files since; that is one undo in its turn. */
export async function undoFix(record: AppliedFixRecord, applied: AppliedFixes): Promise<void> {
  if (applied.isBack(record)) {
    vscode.window.setStatusBarMessage('The fix has been taken back already.', 3000);
    return;
  }
  if (!(await applied.isUntouched(record))) {
    void notify.warning('The files have changed since the fix; take it back with Undo in each of them.');
    return;
  }
  const root = vscode.Uri.parse(record.root);
  const files = await Promise.all(record.files.map((file) => reverse(root, file)));
  const edit = await toWorkspaceEdit(root, files);
  if (edit && (await makeEdit(edit))) await applied.takeBack(record);
  else void notify.error(fixNotTakenBack);
}

/** The other way round, in the text as the editor has it now. */
async function reverse(root: vscode.Uri, { before, after }: ChangedFile): Promise<ChangedFile> {
  const swapped = { ...(after && { before: after }), ...(before && { after: before }), edits: [] };
  if (!before || !after || before.text === after.text) return swapped;
  const texts = await presentTexts(new Map([['', vscode.Uri.joinPath(root, after.path)]]));
  const now = texts.get('') ?? after.text;
  return { ...swapped, before: { ...after, text: now }, edits: [difference(now, before.text)] };
}

/** The one stretch outside which two texts are equal, so that cursors elsewhere stay. */
function difference(from: string, to: string): Edit {
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  return { start: head, end: from.length - tail, text: to.slice(head, to.length - tail) };
}
