import * as vscode from 'vscode';
import type { Problem } from '../core/model/snapshot.ts';
import { explainProblem } from '../core/view/explainProblem.ts';
import { plainLine } from '../core/view/plainText.ts';

const scheme = 'gitlab-security-problem';

/** Shows all there is to say of a failed part as a read-only document that one can copy from. */
export class ProblemDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #contents = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** The next problem of the same part may find the editor of the one before still open. */
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  async show(problem: Problem): Promise<void> {
    const { label, sentence, more, ciChange } = explainProblem(problem);
    const job = plainLine(ciChange?.job ?? '');
    const lines = ciChange
      ? [
          ...wrapped(sentence).map((line) => `# ${line}`),
          '',
          '# Add these two lines to the job in .gitlab-ci.yml:',
          `${job}:`,
          ...ciChange.lines.map((line) => `  ${line}`),
        ]
      : [label, '', sentence, ...(more.length > 1 ? ['', ...more] : [])];
    const name = label.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim();
    const uri = vscode.Uri.from({ scheme, path: `/${name}${ciChange ? '.yml' : '.txt'}` });
    this.#contents.set(uri.toString(), `${lines.join('\n')}\n`);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#contents.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** A comment is read whole, however narrow the editor. */
function wrapped(sentence: string): readonly string[] {
  return sentence.match(/\S.{0,70}(?=\s|$)/g) ?? [];
}
