import * as vscode from 'vscode';
import { titleOf } from '../core/view/describeFinding.ts';
import { command } from './commands/names.ts';
import type { Placements } from './placements/placements.ts';
import { fileSelector } from './selector.ts';
import { shownFindings } from './shownFindings.ts';

const details = vscode.CodeActionKind.QuickFix.append('gitlabSecurity.details');
const open = vscode.CodeActionKind.QuickFix.append('gitlabSecurity.open');

/** The light bulb of a flagged line; answers from memory, and only when quick fixes are asked for. */
export class CodeActions implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #placements: Placements;
  readonly #registration: vscode.Disposable;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#registration = vscode.languages.registerCodeActionsProvider(fileSelector, this, {
      providedCodeActionKinds: [details, open],
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const wanted = (kind: vscode.CodeActionKind) => context.only === undefined || context.only.contains(kind);
    if (!wanted(details) && !wanted(open)) return [];
    // Being on the line is enough; nobody aims at the statement.
    const here = shownFindings(this.#placements, document).filter(
      (shown) => shown.range.start.line <= range.end.line && range.start.line <= shown.range.end.line,
    );
    return here.flatMap(({ finding, root }) => {
      const title = titleOf(finding, 60);
      const entries: readonly (readonly [string, vscode.CodeActionKind, Parameters<typeof command>[0]])[] = [
        [`Show details of "${title}"`, details, 'showFinding'],
        [`Open "${title}" in GitLab`, open, 'openInGitLab'],
      ];
      return entries
        .filter(([, kind]) => wanted(kind))
        .map(([label, kind, name]) => {
          const action = new vscode.CodeAction(label, kind);
          action.command = { title: label, command: command(name), arguments: [finding.key, root] };
          return action;
        });
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
