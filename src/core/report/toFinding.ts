import type {
  FindingDetails,
  Identifier,
  Link,
  Remediation,
  ReportFinding,
  Scanner,
  TrackingSignature,
} from '../model/finding.ts';
import type { FindingType } from '../model/reportType.ts';
import { toSeverity } from '../model/severity.ts';
import { toCvss, toDetails } from './toDetails.ts';
import { toEvidence } from './toEvidence.ts';
import { placeOf, toLocation } from './toLocation.ts';
import { defined, objectAt, objectsAt, textAt, type WireObject } from './wire.ts';

/** What the report around a vulnerability says of it. */
export interface FindingContext {
  readonly type: FindingType;
  readonly scannerOf: (vulnerability: WireObject) => Scanner;
  readonly remediationsOf: (vulnerability: WireObject) => readonly Remediation[];
}

/**
 * Reads one entry of `vulnerabilities`, valid or not: what cannot be read is left out. Undefined when nothing in it
 * names it, for then nobody could act on it.
 */
export function toFinding(vulnerability: WireObject, context: FindingContext): ReportFinding | undefined {
  const identifiers = toIdentifiers(vulnerability);
  const location = toLocation(vulnerability, context.type);
  const title = titleOf(vulnerability, identifiers, placeOf(location));
  if (title === undefined) return undefined;
  return defined({
    type: context.type,
    title,
    description: textAt(vulnerability, 'description'),
    // 2.x of some scanners had only a priority.
    severity: toSeverity(vulnerability['severity'] ?? vulnerability['priority']),
    scanner: context.scannerOf(vulnerability),
    identifiers,
    location,
    solution: textAt(vulnerability, 'solution'),
    falsePositive: isFlaggedFalsePositive(vulnerability),
    signatures: toSignatures(objectAt(vulnerability, 'tracking')),
    details: detailsOf(vulnerability, context),
  });
}

/** As GitLab names a finding; then whatever else could name it. */
function titleOf(vulnerability: WireObject, identifiers: readonly Identifier[], place: string | undefined): string | undefined {
  const own = textAt(vulnerability, 'message') ?? textAt(vulnerability, 'name') ?? textAt(vulnerability, 'title');
  if (own !== undefined) return own.trim();
  const ofType = (type: string) => identifiers.find((identifier) => identifier.type.toLowerCase() === type);
  const name = (ofType('cve') ?? ofType('cwe') ?? identifiers[0])?.name ?? textAt(vulnerability, 'cve');
  return name !== undefined && place !== undefined ? `${name} in ${place}` : name;
}

function toIdentifiers(vulnerability: WireObject): readonly Identifier[] {
  return objectsAt(vulnerability, 'identifiers').flatMap((wire) => {
    const name = textAt(wire, 'name') ?? textAt(wire, 'value');
    if (name === undefined) return [];
    const type = textAt(wire, 'type') ?? 'unknown';
    return [defined({ type, name, value: textAt(wire, 'value') ?? name, url: textAt(wire, 'url') })];
  });
}

/** `flagged-as-likely-false-positive` is the only type GitLab has, and what a flag without one means. */
function isFlaggedFalsePositive(vulnerability: WireObject): boolean {
  return objectsAt(vulnerability, 'flags').some(({ type }) => type === undefined || type === 'flagged-as-likely-false-positive');
}

/** One signature per algorithm; GitLab joins the values of several tracked items the same way. */
function toSignatures(tracking: WireObject): readonly TrackingSignature[] {
  const items = objectsAt(tracking, 'items');
  if (items.length === 0) return [];
  const values = new Map<string, string[]>();
  for (const item of items) {
    for (const signature of objectsAt(item, 'signatures')) {
      const algorithm = textAt(signature, 'algorithm');
      const value = textAt(signature, 'value');
      if (algorithm === undefined || value === undefined) continue;
      values.set(algorithm, [...(values.get(algorithm) ?? []), value]);
    }
  }
  return [...values].map(([algorithm, each]) => ({ algorithm, value: each.join('|') }));
}

function detailsOf(vulnerability: WireObject, context: FindingContext): FindingDetails {
  const { details, codeFlows } = toDetails(vulnerability['details']);
  const extract = textAt(vulnerability, 'raw_source_code_extract');
  return {
    links: toLinks(vulnerability),
    remediations: context.remediationsOf(vulnerability),
    codeFlows,
    details: [
      ...details,
      ...toCvss(vulnerability),
      // Of secret detection it is the secret itself, which the panel need not repeat.
      ...(extract !== undefined && context.type === 'sast' ? [{ name: 'Source code', text: extract, code: true }] : []),
    ],
    evidence: toEvidence(vulnerability['evidence']),
  };
}

/** Any scheme: whoever opens a link checks it. 2.x of some scanners had a single `url`. */
function toLinks(vulnerability: WireObject): readonly Link[] {
  const links = objectsAt(vulnerability, 'links').flatMap((wire) => {
    const url = textAt(wire, 'url');
    return url === undefined ? [] : [defined({ name: textAt(wire, 'name'), url })];
  });
  const url = textAt(vulnerability, 'url');
  return url === undefined ? links : [...links, { url }];
}
