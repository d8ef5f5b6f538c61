import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import { possibleActions } from '../core/settling/possibleActions.ts';
import { lensesOf, type Lens } from '../core/view/lens.ts';
import { command } from './commands/names.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import type { Placements } from './placements/placements.ts';
import { section, settings } from './settings.ts';
import { fileSelector } from './selector.ts';
import { shownOnLines } from './shownFindings.ts';

/** One lens per flagged line, from memory. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #placements: Placements;
  readonly #disposables = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<void>();

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#disposables.add(this.#changed);
    this.#disposables.add(placements.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) this.#changed.fire();
      }),
    );
    this.#disposables.add(vscode.languages.registerCodeLensProvider(fileSelector, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const mode = settings.codeLens;
    if (mode === 'off') return [];
    const byLine = new Map<number, PlacedFinding[]>();
    for (const shown of shownOnLines(this.#placements, document)) {
      const line = shown.placement.lines.start;
      const others = byLine.get(line);
      // A report without lines has all of its findings on the first one.
      if (others) others.push(shown);
      else byLine.set(line, [shown]);
    }
    return [...byLine].flatMap(([line, placed]) => {
      const [first] = placed;
      if (!first) return [];
      const range = new vscode.Range(line, 0, line, 0);
      const changed = placed.some(({ placement }) => placement.kind === 'changed');
      return lensesOf(
        placed.map(({ finding }) => finding),
        mode,
        (finding) => possibleActions(finding, first.snapshot),
      ).map((lens, index) => new vscode.CodeLens(range, commandOf(lens, first.root, changed && index === 0)));
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function commandOf(lens: Lens, root: string, changed: boolean): vscode.Command {
  return {
    title: changed ? `${lens.title} · Code changed since the scan` : lens.title,
    command: command(lens.action),
    arguments: [lens.keys.length === 1 ? lens.keys[0] : lens.keys, root],
  };
}
