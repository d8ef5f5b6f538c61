import * as vscode from 'vscode';
import { decodeFile } from '../../../core/placement/decodeFile.ts';
import type { ChangedFile, FileText } from '../../../core/remediation/changedFiles.ts';
import type { Marks } from '../../../core/settling/marks.ts';
import { plainLine } from '../../../core/view/plainText.ts';
import { updateMarks } from '../updateMarks.ts';
import type { Target } from '../../../core/settling/ports.ts';
import { notify } from '../../notify.ts';
import { openDocument } from './presentTexts.ts';
import { setMode } from './setMode.ts';

/** A fix that was made in this window. */
export interface AppliedFixRecord {
  readonly root: string;
  readonly files: readonly ChangedFile[];
  readonly targets: readonly Target[];
  readonly at: string;
}

interface Kept extends AppliedFixRecord {
  isDone: boolean;
}

type Texts = ReadonlyMap<string, string | undefined>;

const pause = 150;
const mostKept = 50;

/**
 * Keeps the marks of fixes true: where the user takes a fix back, by undo or in any other way, its findings are as they were,
 * and so are the modes of its files, which VS Code's undo does not know; a redo is followed as well.
 */
export class AppliedFixes implements vscode.Disposable {
  readonly #marks: Marks;
  /** There once there is a fix to look after. */
  #own: vscode.Disposable | undefined;
  #kept: readonly Kept[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(marks: Marks) {
    this.#marks = marks;
  }

  async add(record: AppliedFixRecord): Promise<void> {
    this.#own ??= watch(() => this.#lookSoon());
    this.#kept = [...this.#kept, { ...record, isDone: true }].slice(-mostKept);
    this.#mark(record, true);
    await setModes(record, true);
  }

  /** Whether the user has taken it back already. */
  isBack(record: AppliedFixRecord): boolean {
    return this.#kept.some(({ at, root, isDone }) => at === record.at && root === record.root && !isDone);
  }

  /** Whether everything is still as the fix made it, so that taking it back takes nothing else along. */
  async isUntouched({ root, files }: AppliedFixRecord): Promise<boolean> {
    const texts = await textsOf(root, files);
    return files.every(({ before, after }) => isThere(texts, after) && isGone(texts, before, after));
  }

  /** Its files are as they were before, whether an editor's undo did it or not. */
  async takeBack(record: AppliedFixRecord): Promise<void> {
    const kept = this.#kept.find(({ at, root }) => at === record.at && root === record.root);
    if (kept?.isDone === false) return;
    if (kept) kept.isDone = false;
    this.#mark(record, false);
    await setModes(record, false);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#own?.dispose();
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), pause);
  }

  async #look(): Promise<void> {
    for (const record of this.#kept) {
      const texts = await textsOf(record.root, record.files);
      const changing = record.files.filter(isMoreThanMode);
      if (changing.length === 0) continue;
      // With one of its files as it was before, the fix is not made; everybody may go on editing all of them.
      const isBack = ({ before, after }: ChangedFile) =>
        isThere(texts, before) && isGone(texts, after, before);
      const isDone = !changing.some(isBack);
      if (isDone === record.isDone) continue;
      record.isDone = isDone;
      this.#mark(record, isDone);
      await setModes(record, isDone);
    }
  }

  #mark({ targets, at }: AppliedFixRecord, isDone: boolean): void {
    updateMarks(this.#marks, targets, ({ appliedFix, ...others }, { snapshot }) => {
      if (isDone) return { ...others, appliedFix: { at, pipelineId: snapshot.pipeline.id } };
      return appliedFix && appliedFix.at !== at ? { ...others, appliedFix } : others;
    });
  }
}

function watch(soon: () => void): vscode.Disposable {
  const { workspace } = vscode;
  const watcher = workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(soon),
    watcher.onDidCreate(soon),
    watcher.onDidDelete(soon),
    workspace.onDidChangeTextDocument(soon),
    workspace.onDidCloseTextDocument(soon),
    workspace.onDidRenameFiles(soon),
  );
}

/** Without opening anything, since this is asked again and again; line endings are the file's own matter. */
async function textsOf(root: string, files: readonly ChangedFile[]): Promise<Texts> {
  const texts = new Map<string, string | undefined>();
  for (const path of files.flatMap(({ before, after }) =>
    [before, after].flatMap((file) => file?.path ?? []),
  )) {
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(root), path);
    const open = openDocument(uri);
    try {
      const bytes = open?.isDirty ? undefined : await vscode.workspace.fs.readFile(uri);
      const text = open?.getText() ?? (bytes && decodeFile(bytes));
      texts.set(path, text === undefined ? undefined : withoutReturns(text));
    } catch {
      // It is not there.
    }
  }
  return texts;
}

function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function isMoreThanMode({ before, after }: ChangedFile): boolean {
  return before?.path !== after?.path || before?.text !== after?.text;
}

function isThere(texts: Texts, file: FileText | undefined): boolean {
  return file === undefined || texts.get(file.path) === withoutReturns(file.text);
}

/** What was to go has gone, if it was to go. */
function isGone(texts: Texts, file: FileText | undefined, other: FileText | undefined): boolean {
  return file === undefined || file.path === other?.path || !texts.has(file.path);
}

async function setModes({ root, files }: AppliedFixRecord, isDone: boolean): Promise<void> {
  for (const { before, after, executable } of files) {
    const file = isDone ? after : before;
    if (executable === undefined || !file || process.platform === 'win32') continue;
    const isSet = await setMode(
      vscode.Uri.joinPath(vscode.Uri.parse(root), file.path).fsPath,
      executable === isDone,
    );
    if (!isSet)
      void notify.warning(`The mode of ${plainLine(file.path)} could not be changed; change it by hand.`);
  }
}
