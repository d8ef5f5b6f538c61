import * as vscode from 'vscode';
import { inDigits } from '../core/base/inDigits.ts';
import { possibleActions } from '../core/settling/possibleActions.ts';
import { titleOf } from '../core/view/describeFinding.ts';
import { count } from '../core/view/words.ts';
import { plainLine, shorten } from '../core/view/plainText.ts';
import { command, type CommandName } from './commands/names.ts';
import { FindingDiagnostic } from './findingDiagnostic.ts';
import type { Placements } from './placements/placements.ts';
import { fileSelector } from './selector.ts';
import { mostOnALine, shownFindings, type ShownFinding } from './shownFindings.ts';

const kindOf = (name: string) => vscode.CodeActionKind.QuickFix.append(`gitlabSecurity.${name}`);
const fix = kindOf('fix');
const fixAll = kindOf('fixAll');
const dismiss = kindOf('dismiss');
const issue = kindOf('issue');
const details = kindOf('details');
const open = kindOf('open');
const kinds = [fix, fixAll, dismiss, issue, details, open];

const dismissWords = {
  dismiss: (title: string) => `Dismiss finding "${title}"…`,
  request: (title: string) => `Request dismissal of "${title}"…`,
  hide: (title: string) => `Hide "${title}" here…`,
} as const;

interface Entry {
  readonly title: string;
  readonly kind: vscode.CodeActionKind;
  readonly name: CommandName;
}

/** The light bulb of a flagged line; answers from memory, and only when quick fixes are asked for. */
export class CodeActions implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #placements: Placements;
  readonly #registration: vscode.Disposable;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#registration = vscode.languages.registerCodeActionsProvider(fileSelector, this, {
      providedCodeActionKinds: kinds,
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const wanted = (kind: vscode.CodeActionKind) => context.only === undefined || context.only.contains(kind);
    if (!kinds.some(wanted)) return [];
    // Being on the line is enough; nobody aims at the statement.
    const all = shownFindings(this.#placements, document, range).filter(
      (shown) => shown.range.start.line <= range.end.line && range.start.line <= shown.range.end.line,
    );
    const canFix = ({ finding, snapshot }: ShownFinding) =>
      possibleActions(finding, snapshot).applyRemediation;
    const fixable = all.filter(canFix);
    const here = [...fixable, ...all.filter((shown) => !canFix(shown))].slice(0, mostOnALine);
    const problems = problemsOf(context.diagnostics);
    const entries = here.flatMap((shown) => entriesOf(shown).map((entry) => ({ shown, entry })));
    const fixes = entries.filter(({ entry }) => entry.kind === fix);
    const together = fixable.length > 0 && wanted(fixAll) ? this.#fixAll(document) : [];
    const others =
      all.length > here.length && wanted(details) ? [othersAction(all.length - here.length)] : [];
    // All fixes come before everything else, and only one that needs no choice is preferred.
    const actionsOf = (of: typeof entries) =>
      of.flatMap(({ shown, entry }) => {
        const { title, kind, name } = entry;
        if (!wanted(kind)) return [];
        const { finding, root } = shown;
        const action = new vscode.CodeAction(title, kind);
        action.command = { title, command: command(name), arguments: [finding.key, root] };
        action.isPreferred = kind === fix && fixable.length === 1;
        action.diagnostics = problems.get(finding.key) ?? [];
        return [action];
      });
    const rest = entries.filter(({ entry }) => entry.kind !== fix);
    return [...actionsOf(fixes), ...together, ...actionsOf(rest), ...others];
  }

  #fixAll({ uri }: vscode.TextDocument): readonly vscode.CodeAction[] {
    const fixable = this.#placements
      .in(uri)
      .filter(({ finding, snapshot }) => possibleActions(finding, snapshot).applyRemediation);
    if (fixable.length < 2) return [];
    const title = `Apply all ${inDigits(fixable.length)} fixes in this file…`;
    const action = new vscode.CodeAction(title, fixAll);
    action.command = { title, command: command('applyAllRemediations'), arguments: [uri] };
    return [action];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function othersAction(more: number): vscode.CodeAction {
  const title = `Show ${count(more, 'more finding')}`;
  const action = new vscode.CodeAction(title, details);
  action.command = { title, command: 'gitlabSecurity.findings.focus' };
  return action;
}

/** By finding: very many may be on one line, and each has several actions. */
function problemsOf(diagnostics: readonly vscode.Diagnostic[]): ReadonlyMap<string, vscode.Diagnostic[]> {
  const problems = new Map<string, vscode.Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (!(diagnostic instanceof FindingDiagnostic)) continue;
    problems.set(diagnostic.key, [...(problems.get(diagnostic.key) ?? []), diagnostic]);
  }
  return problems;
}

function entriesOf({ finding, snapshot }: ShownFinding): readonly Entry[] {
  const title = titleOf(finding, 60);
  const possible = possibleActions(finding, snapshot);
  const summary = plainLine(finding.details?.remediations[0]?.summary ?? '');
  const what =
    summary === '' ? `"${title}"` : shorten(summary.charAt(0).toLowerCase() + summary.slice(1), 80);
  return [
    ...(possible.applyRemediation
      ? [{ title: `Apply fix: ${what}`, kind: fix, name: 'applyRemediation' } as const]
      : []),
    ...(possible.dismiss
      ? [{ title: dismissWords[possible.dismiss](title), kind: dismiss, name: 'dismissFinding' } as const]
      : []),
    ...(possible.createIssue
      ? [{ title: `Create issue for "${title}"…`, kind: issue, name: 'createIssue' } as const]
      : []),
    { title: `Show details of "${title}"`, kind: details, name: 'showFinding' },
    { title: `Open "${title}" in GitLab`, kind: open, name: 'openInGitLab' },
  ];
}
