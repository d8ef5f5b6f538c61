import type { FindingDetails, Identifier, ReportFinding, Scanner } from '../model/finding.ts';
import type { Location } from '../model/location.ts';

/**
 * Keeps once what many findings of a report have in common: texts of a rule, its identifiers, the scanner. What comes from another
 * thread, or out of a file, is a copy for each.
 */
export class SharedParts {
  readonly #texts = new Map<string, string>();
  readonly #identifiers = new Map<string, readonly Identifier[]>();
  readonly #details = new Map<string, FindingDetails>();
  readonly #scanners = new Map<string, Scanner>();

  in(finding: ReportFinding): ReportFinding {
    const { description, solution, identifiers, scanner, location, details } = finding;
    return {
      ...finding,
      title: this.#text(finding.title),
      scanner: kept(this.#scanners, `${scanner.id}\u0000${scanner.version ?? ''}`, scanner),
      identifiers: kept(this.#identifiers, marksOf(identifiers), identifiers),
      location: this.#location(location),
      ...(description !== undefined && { description: this.#text(description) }),
      ...(solution !== undefined && { solution: this.#text(solution) }),
      ...(details && { details: this.#detailsOf(details) }),
    };
  }

  #location(location: Location): Location {
    return 'file' in location ? { ...location, file: this.#text(location.file) } : location;
  }

  /** Most findings have links at most, those of their rule. */
  #detailsOf(details: FindingDetails): FindingDetails {
    const { links, remediations, codeFlows, details: more, evidence } = details;
    if (remediations.length + codeFlows.length + more.length + evidence.length > 0) return details;
    let marks = '';
    for (const { name = '', url } of links) marks += `${name}\u0000${url}\u0001`;
    return kept(this.#details, marks, details);
  }

  #text(text: string): string {
    return kept(this.#texts, text, text);
  }
}

function marksOf(identifiers: readonly Identifier[]): string {
  let marks = '';
  for (const { type, value, name, url = '' } of identifiers)
    marks += `${type}\u0000${value}\u0000${name}\u0000${url}\u0001`;
  return marks;
}

function kept<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, value);
  return value;
}
