import type { FindingDetails, Identifier, Link, ReportFinding, Scanner } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import type { Draft } from './wire.ts';

/**
 * Keeps once what many findings of a report have in common: texts of a rule, its identifiers, the scanner. A parser makes a copy of
 * each for every finding, and so does a message from another thread.
 *
 * A finding is compared with the one before it of the same rule. To look each text up would cost more: a copy is never hashed yet.
 */
export class SharedParts {
  readonly #ofRule = new Map<string, ReportFinding>();

  /** Changes the finding itself, which must be nobody else's. */
  share(finding: Draft<ReportFinding>): void {
    const rule = finding.identifiers[0]?.value ?? finding.title;
    const before = this.#ofRule.get(rule);
    if (before) shareWith(before, finding);
    this.#ofRule.set(rule, finding);
  }
}

/** Equal texts are interchangeable, but only one of them has to be kept. */
function shareWith(before: ReportFinding, finding: Draft<ReportFinding>): void {
  if (finding.title === before.title) finding.title = before.title;
  if (before.description !== undefined && finding.description === before.description)
    finding.description = before.description;
  if (before.solution !== undefined && finding.solution === before.solution)
    finding.solution = before.solution;
  if (isSameScanner(finding.scanner, before.scanner)) finding.scanner = before.scanner;
  if (isSameList(finding.identifiers, before.identifiers, isSameIdentifier))
    finding.identifiers = before.identifiers;
  shareFile(before.location, finding.location);
  finding.signatures.forEach((signature: Draft<(typeof finding.signatures)[number]>, index) => {
    const algorithm = before.signatures[index]?.algorithm;
    if (signature.algorithm === algorithm) signature.algorithm = algorithm;
  });
  if (finding.details && before.details && hasSameLinksOnly(finding.details, before.details))
    finding.details = before.details;
}

function shareFile(before: Location, location: Draft<Location>): void {
  if ('file' in before && 'file' in location && location.file === before.file) location.file = before.file;
}

function isSameScanner(one: Scanner, other: Scanner): boolean {
  return (
    one === other ||
    (one.id === other.id &&
      one.name === other.name &&
      one.vendor === other.vendor &&
      one.version === other.version)
  );
}

function isSameIdentifier(one: Identifier, other: Identifier): boolean {
  return (
    one.value === other.value && one.type === other.type && one.name === other.name && one.url === other.url
  );
}

/** Most findings have links at most, those of their rule. */
function hasSameLinksOnly(one: FindingDetails, other: FindingDetails): boolean {
  return hasLinksOnly(one) && hasLinksOnly(other) && isSameList(one.links, other.links, isSameLink);
}

function hasLinksOnly({ remediations, codeFlows, details, evidence }: FindingDetails): boolean {
  return remediations.length + codeFlows.length + details.length + evidence.length === 0;
}

function isSameLink(one: Link, other: Link): boolean {
  return one.url === other.url && one.name === other.name;
}

function isSameList<Value>(
  one: readonly Value[],
  other: readonly Value[],
  isSame: (one: Value, other: Value) => boolean,
): boolean {
  if (one.length !== other.length) return false;
  return one.every((value, index) => {
    const counterpart = other[index];
    return counterpart !== undefined && isSame(value, counterpart);
  });
}
