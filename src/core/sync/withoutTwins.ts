import { eachInTurns, mapInTurns, sortInTurns, type Turns } from '../base/turns.ts';
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
export async function withoutTwins(
  findings: readonly PipelineFinding[],
  turns: Turns,
): Promise<readonly PipelineFinding[]> {
  const scanners = new Set<string>();
  await eachInTurns(findings, ({ finding }) => scanners.add(finding.scanner.id), turns);
  if (scanners.size < 2) return findings;
  const kept = new Map<string, PipelineFinding>();
  const gone = new Set<PipelineFinding>();
  const twins = new Map<PipelineFinding, PipelineFinding[]>();
  const look = (entry: PipelineFinding) => {
    const { finding } = entry;
    const marks = marksOf(entry);
    const first = marks
      .map((mark) => kept.get(mark))
      .find((twin) => twin && twin.finding.scanner.id !== finding.scanner.id);
    if (!first) {
      for (const mark of marks) if (!kept.has(mark)) kept.set(mark, entry);
      return;
    }
    gone.add(entry);
    const before = twins.get(first);
    if (before) before.push(entry);
    else twins.set(first, [entry]);
  };
  const ranked = await mapInTurns(findings, (entry) => ({ entry, rank: rankOf(entry) }), turns);
  const ordered = await sortInTurns(ranked, (one, other) => one.rank - other.rank, turns);
  await eachInTurns(ordered, ({ entry }) => look(entry), turns);
  const left: PipelineFinding[] = [];
  const take = (entry: PipelineFinding) => {
    if (!gone.has(entry)) left.push(withThose(entry, twins.get(entry)));
  };
  await eachInTurns(findings, take, turns);
  return left;
}

/** Nobody reads more of them, and a report may name a scanner of its own for every finding. */
const mostScanners = 20;

/** Made once of all twins, each scanner and each job told once: a report may have thousands at one place. */
function withThose(entry: PipelineFinding, twins: readonly PipelineFinding[] | undefined): PipelineFinding {
  if (!twins) return entry;
  const { finding } = entry;
  const found = twins.map((twin) => twin.finding);
  const scanners = new Map(found.map(({ scanner }) => [scanner.id, scanner]));
  const sources = new Set([finding, ...found].flatMap((one) => one.sources));
  return {
    ...entry,
    finding: {
      ...finding,
      otherScanners: [...scanners.values()].slice(0, mostScanners),
      sources: [...sources],
      hasRemediation: [finding, ...found].some((one) => one.hasRemediation),
    },
  };
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
