import type { Location } from '../model/location.ts';
import type { PipelineFinding } from './mergeSources.ts';

/** Kinds of weaknesses, not weaknesses: two findings of one kind at one place may still be two. */
const kindsOnly = ['cwe', 'wasc'];

/** Which scanner speaks where several say the same, as GitLab has it (`Security::MergeReportsService`); the others come last. */
const scannerOrder = ['bundler_audit', 'bandit', 'retire.js', 'semgrep', 'gemnasium'];

/**
 * Shows what several scanners found at one place once: those that share an identifier, as GitLab's own merging of reports
 * has it. The one that is kept names the others. Findings of GitLab's database have been merged there.
 */
export function withoutTwins(findings: readonly PipelineFinding[]): readonly PipelineFinding[] {
  const [one] = findings;
  if (!one || findings.every(({ finding }) => finding.scanner.id === one.finding.scanner.id)) return findings;
  const kept = new Map<string, PipelineFinding>();
  const gone = new Set<PipelineFinding>();
  const merged = new Map<PipelineFinding, PipelineFinding>();
  const ordered = [...findings].sort((one, other) => rankOf(one) - rankOf(other));
  for (const entry of ordered) {
    const { finding } = entry;
    const marks = marksOf(entry);
    const first = marks
      .map((mark) => kept.get(mark))
      .find((twin) => twin && twin.finding.scanner.id !== finding.scanner.id);
    if (!first) {
      for (const mark of marks) if (!kept.has(mark)) kept.set(mark, entry);
      continue;
    }
    gone.add(entry);
    const so = (merged.get(first) ?? first).finding;
    merged.set(first, {
      ...first,
      finding: {
        ...so,
        otherScanners: [...(so.otherScanners ?? []), finding.scanner],
        sources: [...so.sources, ...finding.sources],
        hasRemediation: so.hasRemediation || finding.hasRemediation,
      },
    });
  }
  return findings.flatMap((entry) => (gone.has(entry) ? [] : [merged.get(entry) ?? entry]));
}

function rankOf({ finding: { scanner } }: PipelineFinding): number {
  const rank = scannerOrder.findIndex((id) => scanner.id.startsWith(id));
  return rank < 0 ? scannerOrder.length : rank;
}

function marksOf({ finding: { type, location, identifiers } }: PipelineFinding): readonly string[] {
  const place = placeOf(location);
  if (place === undefined) return [];
  return identifiers
    .filter(({ type: kind }) => !kindsOnly.includes(kind.toLowerCase()))
    .map(({ type: kind, value }) => JSON.stringify([type, ...place, kind, value]));
}

function placeOf(location: Location): readonly unknown[] | undefined {
  switch (location.kind) {
    case 'code':
      if (location.file === undefined || location.startLine === undefined) return undefined;
      return [location.file, location.startLine, location.endLine ?? location.startLine];
    case 'dependency':
      return [location.file, location.dependency.name];
    case 'image':
      return [location.image, location.dependency.name];
    case 'web':
    case 'none':
      return undefined;
  }
}
