import * as vscode from 'vscode';
import { hoverOf } from '../core/view/hover.ts';
import { possibleActions } from '../core/settling/possibleActions.ts';
import { count } from '../core/view/words.ts';
import { dismissTitles } from '../core/view/settlementWords.ts';
import { command, type CommandName } from './commands/names.ts';
import { isPlainNote, placementSentence, scanEnd } from './placements/placementNote.ts';
import type { Placements } from './placements/placements.ts';
import { fileSelector } from './selector.ts';
import { mostOnALine, shownFindings } from './shownFindings.ts';

/** What a finding is, where the pointer rests. */
export class Hovers implements vscode.HoverProvider, vscode.Disposable {
  readonly #placements: Placements;
  readonly #registration: vscode.Disposable;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#registration = vscode.languages.registerHoverProvider(fileSelector, this);
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const point = new vscode.Range(position, position);
    const here = shownFindings(this.#placements, document, point).filter(({ range }) =>
      range.contains(position),
    );
    if (here.length === 0) return undefined;
    const more = here.length - mostOnALine;
    return new vscode.Hover([
      ...here.slice(0, mostOnALine).map((placed) => {
        const { finding, root } = placed;
        const note = placementSentence(placed);
        const target = encodeURIComponent(JSON.stringify([finding.key, root]));
        const link = (title: string, name: CommandName) => `[${title}](command:${command(name)}?${target})`;
        const { dismiss, applyRemediation } = possibleActions(finding, placed.snapshot);
        const text = new vscode.MarkdownString(
          hoverOf(finding, {
            scannedAt: scanEnd(placed),
            now: Date.now(),
            actions: [
              link('Details', 'showFinding'),
              ...(applyRemediation ? [link('Apply Fix…', 'applyRemediation')] : []),
              ...(dismiss ? [link(dismissTitles[dismiss], 'dismissFinding')] : []),
            ],
            ...(note !== undefined && { note, isPlain: isPlainNote(placed) }),
          }),
          true,
        );
        // Only our own commands work, none of which changes anything unasked; the report's text has been reduced before.
        text.isTrusted = {
          enabledCommands: [command('showFinding'), command('applyRemediation'), command('dismissFinding')],
        };
        return text;
      }),
      ...(more > 0
        ? [new vscode.MarkdownString(`${count(more, 'more finding')} here; the Findings view lists all.`)]
        : []),
    ]);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
