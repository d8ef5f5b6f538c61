import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import { describeStep, messageOf } from '../core/view/describeFinding.ts';
import { httpsUrl, plainLine, shorten } from '../core/view/plainText.ts';
import { reportTypeNames } from '../core/view/words.ts';
import { isOnLines } from '../core/placement/placement.ts';
import type { PlacedFinding } from './placements/placedFinding.ts';
import { placementNote } from './placements/placementNote.ts';
import type { Placements } from './placements/placements.ts';
import { rangeOf } from './placements/rangeOf.ts';
import { isShownInEditor } from './shownFindings.ts';
import { settings, section } from './settings.ts';

/** A problem that leads back to its finding. */
export class FindingDiagnostic extends vscode.Diagnostic {
  readonly placed: PlacedFinding;

  constructor(
    placed: PlacedFinding,
    range: vscode.Range,
    message: string,
    severity: vscode.DiagnosticSeverity,
  ) {
    super(range, message, severity);
    this.placed = placed;
  }
}

/** Shows findings as squiggles and in Problems; a file is published only when its problems changed. */
export class Diagnostics implements vscode.Disposable {
  readonly #placements: Placements;
  readonly #collection = vscode.languages.createDiagnosticCollection('gitlabSecurity');
  readonly #disposables = new DisposableStore();
  readonly #published = new Map<string, string>();

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
    this.#disposables.dispose();
  }

  #publishAll(): void {
    for (const id of new Set([...this.#published.keys(), ...this.#placements.files.keys()]))
      this.#publish(id);
  }

  #publish(id: string): void {
    const placed = this.#placements.files.get(id);
    if (!placed && !this.#published.has(id)) return;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === id);
    const diagnostics = (placed ?? []).flatMap((entry) => diagnosticOf(entry, document) ?? []);
    const mark = JSON.stringify(
      diagnostics.map(({ placed: { finding, steps }, range, message, severity }) => [
        finding.key,
        range,
        message,
        severity,
        steps,
      ]),
    );
    if (this.#published.get(id) === mark) return;
    const uri = placed?.[0]?.uri ?? vscode.Uri.parse(id);
    if (diagnostics.length === 0) {
      this.#collection.delete(uri);
      this.#published.delete(id);
    } else {
      this.#collection.set(uri, diagnostics);
      this.#published.set(id, mark);
    }
  }
}

/** Problems has no room for more. */
const mostSteps = 20;

const quieterThan: Readonly<Record<vscode.DiagnosticSeverity, vscode.DiagnosticSeverity>> = {
  [vscode.DiagnosticSeverity.Error]: vscode.DiagnosticSeverity.Warning,
  [vscode.DiagnosticSeverity.Warning]: vscode.DiagnosticSeverity.Information,
  [vscode.DiagnosticSeverity.Information]: vscode.DiagnosticSeverity.Hint,
  [vscode.DiagnosticSeverity.Hint]: vscode.DiagnosticSeverity.Hint,
};

function diagnosticOf(
  placed: PlacedFinding,
  document: vscode.TextDocument | undefined,
): FindingDiagnostic | undefined {
  const { finding, placement } = placed;
  if (!isOnLines(placement) || !isShownInEditor(placed, document)) return undefined;
  const severity = settings.diagnosticSeverity(finding.severity);
  if (severity === undefined) return undefined;
  const note = placementNote(placed);
  const message = messageOf(finding, note);
  // What may no longer be true of this line is said more quietly.
  const isDoubtful = placement.kind === 'changed';
  const quieter = isDoubtful ? quieterThan[severity] : severity;
  const diagnostic = new FindingDiagnostic(placed, rangeOf(placement, document), message, quieter);
  diagnostic.source = `GitLab ${reportTypeNames[finding.type]}`;
  const primary = finding.identifiers[0];
  if (primary) {
    const value = shorten(plainLine(primary.name), 40);
    const target = httpsUrl(primary.url);
    diagnostic.code = target === undefined ? value : { value, target: vscode.Uri.parse(target) };
  }
  if (isDoubtful) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = stepsOf(placed);
  return diagnostic;
}

/** The way to the finding, as VS Code lists it below the problem. */
function stepsOf({ root, steps, flows }: PlacedFinding): vscode.DiagnosticRelatedInformation[] {
  return steps.flatMap((flow, flowIndex) =>
    flow.slice(0, mostSteps).flatMap((placement, index) => {
      const step = flows[flowIndex]?.[index];
      if (!step || !isOnLines(placement)) return [];
      const uri = vscode.Uri.joinPath(vscode.Uri.parse(root), placement.path);
      const location = new vscode.Location(uri, rangeOf(placement));
      return [new vscode.DiagnosticRelatedInformation(location, describeStep(step, index))];
    }),
  );
}
