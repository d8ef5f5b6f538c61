import { eachInTurns, mapInTurns, type Turns } from '../base/turns.ts';
import type { Finding, FindingSource } from '../model/finding.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Identity } from '../identity/identityOf.ts';
import { identityOf } from '../identity/identityOf.ts';
import { matchFindings } from '../identity/matchFindings.ts';
import type { Gathered, SourcedFinding, SourcedReport } from './gatherFindings.ts';
import type { LinesOf } from './ports.ts';
import { withoutTwins } from './withoutTwins.ts';

/** What is known of a finding before it is compared. */
export type Uncompared = Omit<Finding, 'key' | 'change'>;

/** A finding of one pipeline after its sources were brought together, and what it can be recognised by. */
export interface PipelineFinding {
  readonly uuid?: string;
  readonly identity: Identity;
  readonly finding: Uncompared;
}

/**
 * Makes one list of what GitLab's database and the report artifacts say of one pipeline. GitLab's word counts for the
 * state and the facts; the artifact adds what GitLab's list leaves out.
 */
export async function mergeSources(
  { gitlab: ofGitLab, reports }: Gathered,
  linesOf: LinesOf,
  turns: Turns,
): Promise<readonly PipelineFinding[]> {
  const fromOne = fromOneSource(linesOf);
  const gitlab = await mapInTurns(ofGitLab, fromOne, turns);
  const reported = await withoutRepeats(await mapInTurns(findingsOf(reports), fromOne, turns), turns);
  // Where GitLab has a database it has merged what scanners share, and what is left would only seem to be missing there.
  if (gitlab.length === 0) return withoutTwins(reported, turns);
  if (reported.length === 0) return gitlab;
  const matched = await matchFindings(gitlab, reported, turns);
  const {
    pairs: alike,
    onlyHead,
    onlyBase,
  } = await matchFindings(matched.onlyHead.map(byName), matched.onlyBase.map(byName), turns);
  const pairs = [...matched.pairs, ...[...alike].map(([a, b]) => [a.original, b.original] as const)];
  const both = pairs.map(([stored, { finding: reported, identity }]): PipelineFinding => ({
    ...stored,
    identity,
    finding: {
      ...reported,
      ...stored.finding,
      signatures: reported.signatures,
      ...(reported.details && { details: reported.details }),
      sources: [...stored.finding.sources, ...reported.sources],
    },
  }));
  return [...both, ...onlyHead.map(({ original }) => original), ...onlyBase.map(({ original }) => original)];
}

/** One at a time: a list of them all would be made for nothing. */
function* findingsOf(reports: readonly SourcedReport[]): Iterable<SourcedFinding> {
  for (const { report, source, pipeline } of reports)
    for (const finding of report.findings)
      yield {
        finding,
        source,
        pipeline,
        hasRemediation: (finding.details?.remediations.length ?? 0) > 0,
      };
}

/**
 * GitLab's list leaves out part of some places (a cluster's resource, all of an API's). Of one and the same pipeline,
 * what has the same name from the same scanner is the same finding.
 */
function byName(original: PipelineFinding) {
  const { type, scanner, identifiers, title } = original.finding;
  const place = JSON.stringify([type, scanner.id, identifiers[0]?.value, title]);
  return { original, identity: { signatures: [], place } };
}

/** Copies each finding once, with its parts in one order: there may be a hundred thousand. */
function fromOneSource(linesOf: LinesOf): (sourced: SourcedFinding) => PipelineFinding {
  const lists = new Map<FindingSource, readonly FindingSource[]>();
  const pipelines = new Map<Pipeline, Finding['pipeline']>();
  return ({ finding, source, pipeline, uuid, state = 'detected', issue, hasRemediation }) => {
    const sources = lists.get(source) ?? [source];
    lists.set(source, sources);
    const { projectPath, iid, id, sha } = pipeline;
    const ran = pipelines.get(pipeline) ?? { projectPath, iid, id, sha };
    pipelines.set(pipeline, ran);
    const merged: Uncompared = { ...finding, state, hasRemediation, sources, pipeline: ran };
    const file = finding.location.kind === 'code' ? finding.location.file : undefined;
    const identity = identityOf(finding, file === undefined ? undefined : linesOf(file));
    if (uuid === undefined) return { identity, finding: merged };
    return { uuid, identity, finding: { ...merged, uuid, ...(issue && { issue }) } };
  };
}

/** Two jobs may report the same finding (a parent's and its child's, a retried matrix): the same mark at the same place. */
async function withoutRepeats(
  findings: readonly PipelineFinding[],
  turns: Turns,
): Promise<readonly PipelineFinding[]> {
  const byMark = new Map<string, PipelineFinding>();
  const repeated = new Map<PipelineFinding, Set<FindingSource>>();
  const take = (entry: PipelineFinding) => {
    const { finding, identity } = entry;
    let mark = `${identity.place}\u0001${finding.title}`;
    for (const signature of identity.signatures) mark += `\u0001${signature.mark}`;
    const before = byMark.get(mark);
    if (!before) {
      byMark.set(mark, entry);
      return;
    }
    const sources = repeated.get(before) ?? new Set(before.finding.sources);
    for (const source of finding.sources) sources.add(source);
    repeated.set(before, sources);
  };
  await eachInTurns(findings, take, turns);
  if (repeated.size === 0) return findings;
  const withAll = (entry: PipelineFinding) => {
    const sources = repeated.get(entry);
    return sources ? { ...entry, finding: { ...entry.finding, sources: [...sources] } } : entry;
  };
  return mapInTurns(byMark.values(), withAll, turns);
}
