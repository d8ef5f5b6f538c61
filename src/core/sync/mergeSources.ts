import type { Finding } from '../model/finding.ts';
import type { Identity } from '../identity/identityOf.ts';
import { identityOf } from '../identity/identityOf.ts';
import { matchFindings } from '../identity/matchFindings.ts';
import type { Gathered, SourcedFinding } from './gatherFindings.ts';
import { withoutTwins } from './withoutTwins.ts';

/** A finding of one pipeline after its sources were brought together; not compared yet. */
export interface PipelineFinding extends Omit<Finding, 'key' | 'change'> {
  readonly identity: Identity;
}

/** Lines of a scanned file, where they are known. */
export type LinesOf = (file: string) => readonly string[] | undefined;

/**
 * Makes one list of what GitLab's database and the report artifacts say of one pipeline. GitLab's word counts for the
 * state and the facts; the artifact adds what GitLab's list leaves out.
 */
export function mergeSources(gathered: Gathered, linesOf: LinesOf): readonly PipelineFinding[] {
  const gitlab = gathered.gitlab.map((finding) => fromOneSource(finding, linesOf));
  const reported = withoutRepeats(gathered.artifacts.map((finding) => fromOneSource(finding, linesOf)));
  // Where GitLab has a database it has merged what scanners share, and what is left would only seem to be missing there.
  const artifacts = gitlab.length > 0 ? reported : withoutTwins(reported);
  const matched = matchFindings(gitlab, artifacts);
  const {
    pairs: alike,
    onlyHead,
    onlyBase,
  } = matchFindings(matched.onlyHead.map(byName), matched.onlyBase.map(byName));
  const pairs = [...matched.pairs, ...[...alike].map(([a, b]) => [a.original, b.original] as const)];
  const both = pairs.map(([stored, reported]) => ({
    ...reported,
    ...stored,
    signatures: reported.signatures,
    identity: reported.identity,
    ...(reported.details && { details: reported.details }),
    sources: [...stored.sources, ...reported.sources],
  }));
  return [...both, ...onlyHead.map(({ original }) => original), ...onlyBase.map(({ original }) => original)];
}

/**
 * GitLab's list leaves out part of some places (a cluster's resource, all of an API's). Of one and the same pipeline,
 * what has the same name from the same scanner is the same finding.
 */
function byName(original: PipelineFinding) {
  const { type, scanner, identifiers, title } = original;
  const place = JSON.stringify([type, scanner.id, identifiers[0]?.value, title]);
  return { original, identity: { signatures: [], place } };
}

function fromOneSource(sourced: SourcedFinding, linesOf: LinesOf): PipelineFinding {
  const { finding, source, pipeline, uuid, state = 'detected', issue, hasRemediation } = sourced;
  const file = finding.location.kind === 'code' ? finding.location.file : undefined;
  return {
    ...finding,
    ...(uuid !== undefined && { uuid }),
    ...(issue && { issue }),
    state,
    hasRemediation,
    sources: [source],
    pipeline: {
      projectPath: pipeline.projectPath,
      iid: pipeline.iid,
      id: pipeline.id,
      sha: pipeline.sha,
    },
    identity: identityOf(finding, file === undefined ? undefined : linesOf(file)),
  };
}

/** Two jobs may report the same finding (a parent's and its child's, a retried matrix): the same mark at the same place. */
function withoutRepeats(findings: readonly PipelineFinding[]): readonly PipelineFinding[] {
  const byPlace = new Map<string, PipelineFinding>();
  for (const finding of findings) {
    const mark = [
      finding.identity.place,
      finding.title,
      ...finding.identity.signatures.map((signature) => signature.mark),
    ].join('\u0001');
    const before = byPlace.get(mark);
    byPlace.set(mark, before ? { ...before, sources: [...before.sources, ...finding.sources] } : finding);
  }
  return [...byPlace.values()];
}
