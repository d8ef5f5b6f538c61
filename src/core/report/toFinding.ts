import {
  trackingAlgorithms,
  type FindingDetails,
  type Identifier,
  type Link,
  type Remediation,
  type ReportFinding,
  type Scanner,
  type TrackingSignature,
} from '../model/finding.ts';
import type { FindingType } from '../model/reportType.ts';
import { toSeverity } from '../model/severity.ts';
import { nameWithin } from '../model/withinLength.ts';
import { toCvss } from './toCvss.ts';
import { toDetails } from './toDetails.ts';
import { toEvidence } from './toEvidence.ts';
import { placeOf, toLocation } from './toLocation.ts';
import { nameOf, none, objectOf, objectsOf, setKnown, textOf, type Draft, type WireObject } from './wire.ts';

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
  const finding: Draft<ReportFinding> = {
    type: context.type,
    title,
    // 2.x of some scanners had only a priority.
    severity: toSeverity(vulnerability['severity'] ?? vulnerability['priority']),
    scanner: context.scannerOf(vulnerability),
    identifiers,
    location,
    falsePositive: isFlaggedFalsePositive(vulnerability),
    signatures: toSignatures(objectOf(vulnerability['tracking'])),
    details: detailsOf(vulnerability, context),
  };
  // Every finding has these; where the key is written out the engine knows where it is put.
  const description = textOf(vulnerability['description']);
  if (description !== undefined) finding.description = description;
  const solution = textOf(vulnerability['solution']);
  if (solution !== undefined) finding.solution = solution;
  return finding;
}

/** As GitLab names a finding; then whatever else could name it. */
function titleOf(
  vulnerability: WireObject,
  identifiers: readonly Identifier[],
  place: string | undefined,
): string | undefined {
  const own =
    nameOf(vulnerability['message']) ?? nameOf(vulnerability['name']) ?? nameOf(vulnerability['title']);
  if (own !== undefined) return own.trim();
  const ofType = (type: string) => identifiers.find((identifier) => identifier.type.toLowerCase() === type);
  const name = (ofType('cve') ?? ofType('cwe') ?? identifiers[0])?.name ?? nameOf(vulnerability['cve']);
  return name !== undefined && place !== undefined ? nameWithin(`${name} in ${place}`) : name;
}

function toIdentifiers(vulnerability: WireObject): readonly Identifier[] {
  const identifiers: Identifier[] = [];
  for (const wire of objectsOf(vulnerability['identifiers'])) {
    const value = nameOf(wire['value']);
    const name = nameOf(wire['name']) ?? value;
    if (name === undefined) continue;
    const identifier: Draft<Identifier> = {
      type: nameOf(wire['type']) ?? 'unknown',
      name,
      value: value ?? name,
    };
    const url = textOf(wire['url']);
    if (url !== undefined) identifier.url = url;
    identifiers.push(identifier);
  }
  return identifiers;
}

/** `flagged-as-likely-false-positive` is the only type GitLab has, and what a flag without one means. */
function isFlaggedFalsePositive(vulnerability: WireObject): boolean {
  return objectsOf(vulnerability['flags']).some(
    ({ type }) => type === undefined || type === 'flagged-as-likely-false-positive',
  );
}

/** One signature per algorithm that GitLab knows; it joins the values of several tracked items, too. */
function toSignatures(tracking: WireObject): readonly TrackingSignature[] {
  const items = objectsOf(tracking['items']);
  if (items.length === 0) return none;
  const signatures: Draft<TrackingSignature>[] = [];
  for (const item of items) {
    for (const wire of objectsOf(item['signatures'])) {
      const algorithm = trackingAlgorithms.find((known) => known === wire['algorithm']);
      const value = textOf(wire['value']);
      if (algorithm === undefined || value === undefined) continue;
      const same = signatures.find((signature) => signature.algorithm === algorithm);
      if (same) same.value += `|${value}`;
      else signatures.push({ algorithm, value });
    }
  }
  // A list that has grown has room for seventeen.
  return signatures.slice();
}

function detailsOf(vulnerability: WireObject, context: FindingContext): FindingDetails {
  const { details, codeFlows } = toDetails(vulnerability['details']);
  const cvss = toCvss(vulnerability);
  // Of secret detection it is the secret itself, which the panel need not repeat.
  const extract = context.type === 'sast' ? textOf(vulnerability['raw_source_code_extract']) : undefined;
  const source = extract === undefined ? none : [{ name: 'Source code', text: extract, code: true }];
  return {
    links: toLinks(vulnerability),
    remediations: context.remediationsOf(vulnerability),
    codeFlows,
    details: cvss.length + source.length === 0 ? details : [...details, ...cvss, ...source],
    evidence: toEvidence(vulnerability['evidence']),
  };
}

/** Any scheme: whoever opens a link checks it. 2.x of some scanners had a single `url`. */
function toLinks(vulnerability: WireObject): readonly Link[] {
  const wires = objectsOf(vulnerability['links']);
  const single = textOf(vulnerability['url']);
  if (wires.length === 0 && single === undefined) return none;
  const links: Link[] = [];
  for (const wire of single === undefined ? wires : [...wires, { url: single }]) {
    const url = textOf(wire['url']);
    if (url === undefined) continue;
    const link: Draft<Link> = { url };
    setKnown(link, 'name', nameOf(wire['name']));
    links.push(link);
  }
  return links;
}
