import * as vscode from 'vscode';
import type { Identifier } from '../core/model/finding.ts';
import type { FindingType } from '../core/model/reportType.ts';
import { isOnLines, type Placement } from '../core/placement/placement.ts';
import { describeStep, messageOf } from '../core/view/describeFinding.ts';
import { httpsUrl, plainLine, shorten } from '../core/view/plainText.ts';
import { reportTypeNames } from '../core/view/words.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import { placementNote } from './placements/placementNote.ts';
import { rangeOf } from './placements/rangeOf.ts';

/** A problem that leads back to its finding. */
export class FindingDiagnostic extends vscode.Diagnostic {
  readonly root: string;
  readonly key: string;

  constructor(
    { root, finding }: PlacedFinding,
    range: vscode.Range,
    message: string,
    severity: vscode.DiagnosticSeverity,
  ) {
    super(range, message, severity);
    this.root = root;
    this.key = finding.key;
  }
}

export function areSame(some: readonly vscode.Diagnostic[], others: readonly FindingDiagnostic[]): boolean {
  return some.length === others.length && others.every((other, index) => isSame(some[index], other));
}

/** Everything else follows from the finding, which tells it by its key and its message. */
function isSame(one: vscode.Diagnostic | undefined, other: FindingDiagnostic): boolean {
  return (
    one instanceof FindingDiagnostic &&
    one.root === other.root &&
    one.key === other.key &&
    one.message === other.message &&
    one.severity === other.severity &&
    one.range.isEqual(other.range) &&
    stepsIn(one) === stepsIn(other)
  );
}

function stepsIn({ relatedInformation: steps = [] }: vscode.Diagnostic): string {
  return steps.length === 0
    ? ''
    : JSON.stringify(steps.map(({ location: { uri, range }, message }) => [uri.toString(), range, message]));
}

/** Problems has no room for more. */
const mostSteps = 20;

const quieterThan: Readonly<Record<vscode.DiagnosticSeverity, vscode.DiagnosticSeverity>> = {
  [vscode.DiagnosticSeverity.Error]: vscode.DiagnosticSeverity.Warning,
  [vscode.DiagnosticSeverity.Warning]: vscode.DiagnosticSeverity.Information,
  [vscode.DiagnosticSeverity.Information]: vscode.DiagnosticSeverity.Hint,
  [vscode.DiagnosticSeverity.Hint]: vscode.DiagnosticSeverity.Hint,
};

const sources = Object.fromEntries(
  Object.entries(reportTypeNames).map(([type, name]) => [type, `GitLab ${name}`]),
) as Readonly<Record<FindingType, string>>;

/** @param severity as the settings have it for the finding's own */
export function diagnosticOf(
  placed: PlacedFinding,
  placement: Extract<Placement, { readonly lines: unknown }>,
  severity: vscode.DiagnosticSeverity,
  document: vscode.TextDocument | undefined,
): FindingDiagnostic {
  const { finding } = placed;
  const note = placementNote(placed);
  const message = messageOf(finding, note);
  // What may no longer be true of this line is said more quietly.
  const isDoubtful = placement.kind === 'changed';
  const quieter = isDoubtful ? quieterThan[severity] : severity;
  const diagnostic = new FindingDiagnostic(placed, rangeOf(placement, document), message, quieter);
  diagnostic.source = sources[finding.type];
  const primary = finding.identifiers[0];
  if (primary) diagnostic.code = codeOf(primary);
  if (isDoubtful) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = stepsOf(placed);
  return diagnostic;
}

/** Identifiers are shared by all findings of a rule, and so is what is made of them. */
const codes = new WeakMap<Identifier, NonNullable<vscode.Diagnostic['code']>>();

function codeOf(identifier: Identifier): NonNullable<vscode.Diagnostic['code']> {
  const known = codes.get(identifier);
  if (known !== undefined) return known;
  const value = shorten(plainLine(identifier.name), 40);
  const target = httpsUrl(identifier.url);
  const code = target === undefined ? value : { value, target: vscode.Uri.parse(target) };
  codes.set(identifier, code);
  return code;
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
