import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import { mapInTurns } from '../core/base/turns.ts';
import type { Severity } from '../core/model/severity.ts';
import { isOnLines } from '../core/placement/placement.ts';
import { areSame, diagnosticOf, type FindingDiagnostic } from './findingDiagnostic.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import type { Placements } from './placements/placements.ts';
import { ThreadTurns } from './threadTurns.ts';
import { isShownInEditor, shownSettings } from './shownFindings.ts';
import { settings, section } from './settings.ts';

/**
 * Shows findings as squiggles and in Problems; a file is published only when its problems changed, and many files one after
 * the other, so that everything else gets its turn between them.
 */
export class Diagnostics implements vscode.Disposable {
  readonly #placements: Placements;
  readonly #collection = vscode.languages.createDiagnosticCollection('gitlabSecurity');
  readonly #disposables = new DisposableStore();
  readonly #published = new Set<string>();
  /** Files that are still to be published. */
  readonly #due = new Set<string>();
  readonly #end = new AbortController();
  #isPublishing = false;

  constructor(placements: Placements) {
    this.#placements = placements;
    this.#disposables.add(this.#collection);
    this.#disposables.add(
      placements.onDidChange((files) => {
        if (files) for (const id of files) this.#publish(id);
        else this.#publishAll();
      }),
    );
    // Columns need the text, which is read when somebody opens the file.
    this.#disposables.add(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#publish(uri.toString())));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) this.#publishAll();
      }),
    );
  }

  dispose(): void {
    this.#end.abort();
    this.#disposables.dispose();
  }

  #publishAll(): void {
    // What is looked at comes first.
    const seen = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
    this.#publishSoon([...seen, ...this.#published, ...this.#placements.files]);
  }

  /** One file, which somebody has just opened or typed in. */
  #publish(id: string): void {
    const placed = this.#placements.inFile(id);
    if (placed.length > mostAtOnce) {
      this.#publishSoon([id]);
      return;
    }
    this.#due.delete(id);
    if (placed.length === 0 && !this.#published.has(id)) return;
    const make = diagnosticsIn(documentOf(id));
    this.#show(
      id,
      placed.flatMap((each) => make(each) ?? []),
    );
  }

  #publishSoon(ids: readonly string[]): void {
    for (const id of ids) this.#due.add(id);
    if (!this.#isPublishing) void this.#publishDue();
  }

  async #publishDue(): Promise<void> {
    this.#isPublishing = true;
    try {
      const turns = new ThreadTurns(this.#end.signal);
      // Whatever told of the change has had its own turn.
      await turns.pause();
      for (const id of this.#due) {
        this.#due.delete(id);
        const placed = this.#placements.inFile(id);
        if (placed.length === 0 && !this.#published.has(id)) continue;
        await turns.next();
        const document = documentOf(id);
        const version = document?.version;
        const diagnostics = await mapInTurns(placed, diagnosticsIn(document), turns);
        // Somebody may have typed meanwhile, or opened it.
        const isSame = documentOf(id) === document && document?.version === version;
        if (isSame && this.#isAsBefore(id, placed))
          this.#show(
            id,
            diagnostics.flatMap((one) => one ?? []),
          );
        else this.#due.add(id);
      }
    } catch (error) {
      if (!this.#end.signal.aborted) throw error;
    } finally {
      this.#isPublishing = false;
    }
  }

  #isAsBefore(id: string, placed: readonly PlacedFinding[]): boolean {
    const now = this.#placements.inFile(id);
    return (
      now.length === placed.length &&
      now.every(({ finding, placement }, index) => {
        const before = placed[index];
        return finding === before?.finding && placement === before.placement;
      })
    );
  }

  #show(id: string, diagnostics: readonly FindingDiagnostic[]): void {
    const uri = vscode.Uri.parse(id);
    if (areSame(this.#collection.get(uri) ?? [], diagnostics)) return;
    if (diagnostics.length === 0) {
      this.#collection.delete(uri);
      this.#published.delete(id);
    } else {
      this.#collection.set(uri, diagnostics);
      this.#published.add(id);
    }
  }
}

function documentOf(id: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === id);
}

/** Problems that are made in some milliseconds. */
const mostAtOnce = 100;

/** The settings are read once for all findings of a file. */
function diagnosticsIn(document: vscode.TextDocument | undefined) {
  const among = shownSettings();
  const severities = new Map<Severity, vscode.DiagnosticSeverity | undefined>();
  return (placed: PlacedFinding): FindingDiagnostic | undefined => {
    const { severity } = placed.finding;
    if (!isOnLines(placed.placement) || !isShownInEditor(placed, document, among)) return undefined;
    if (!severities.has(severity)) severities.set(severity, settings.diagnosticSeverity(severity));
    const shown = severities.get(severity);
    return shown === undefined ? undefined : diagnosticOf(placed, placed.placement, shown, document);
  };
}
