import { isFinished, markOf, type Pipeline } from '../model/pipeline.ts';
import type { GatherOptions } from './gatherFindings.ts';
import type { GitLabFinding, PipelineFindings } from './ports.ts';

/** All findings of one pipeline at one time of it. */
interface Known {
  readonly mark: string;
  readonly findings: readonly GitLabFinding[];
}

/** Reports in these states are still on their way into GitLab's database. */
const onTheirWay = ['created', 'preparing'];

/** GitLab's largest; were there more decisions, asking for them would be in vain. */
const pageSize = 100;

/**
 * Keeps all findings of a finished head pipeline. They do not change any more, only their states do, and so the next run
 * asks for those that somebody decided on, which are few, instead of for all pages.
 */
export function rememberFindings(
  pipeline: Pipeline,
  findings: readonly GitLabFinding[],
  { memory, findingsKey, scans }: GatherOptions,
): void {
  const areTakenIn =
    scans?.pipelineId === pipeline.id && !scans.scans.some(({ status }) => onTheirWay.includes(status));
  const decided = findings.filter(({ state }) => state !== 'detected').length;
  if (!areTakenIn || decided > pageSize || !isFinished(pipeline.status)) return;
  const known: Known = { mark: markOf(pipeline), findings };
  memory.keep(findingsKey, known);
}

/**
 * The findings of an earlier run with their states of now; `undefined` where they are those of another pipeline, or of
 * another time of it, or more were decided on than fit on a page.
 */
export function knownFindings(
  pipeline: Pipeline,
  decided: PipelineFindings,
  { memory, findingsKey }: GatherOptions,
): readonly GitLabFinding[] | undefined {
  const known = memory.recall(findingsKey) as Known | undefined;
  const uuids = new Set(known?.findings.map(({ uuid }) => uuid));
  const isAll =
    known?.mark === markOf(pipeline) &&
    decided.next === undefined &&
    decided.findings.every(({ uuid }) => uuids.has(uuid));
  if (!isAll) {
    memory.forget(findingsKey);
    return undefined;
  }
  const now = new Map(decided.findings.map((finding) => [finding.uuid, finding]));
  const findings = known.findings.map(
    // An issue stays linked to a finding that was taken back to triage.
    (finding): GitLabFinding => now.get(finding.uuid) ?? { ...finding, state: 'detected' },
  );
  memory.keep(findingsKey, { ...known, findings });
  return findings;
}
