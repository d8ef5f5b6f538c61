import { isFinished, markOf, type Pipeline } from '../model/pipeline.ts';
import type { Problem } from '../model/snapshot.ts';
import { failureOf } from './failureOf.ts';
import type { DatabasePart, GatherOptions, SourcedFinding } from './gatherFindings.ts';
import { knownFindings, rememberFindings } from './knownFindings.ts';
import { knownRepeat } from './knownRepeats.ts';
import type { AllFindings, GitLabFinding, PipelineFindings } from './ports.ts';

const nothing: DatabasePart = { findings: [], problems: [], answered: true };

/**
 * What GitLab's database has of one pipeline: the page that the overview brought, and the pages behind it, unless they
 * are known from an earlier run.
 */
export async function askDatabase(
  pipeline: Pipeline,
  root: Pipeline,
  options: GatherOptions,
): Promise<DatabasePart> {
  const { known, role, signal } = options;
  const found = known.find(({ pipelineId }) => pipelineId === pipeline.id);
  if (!found && pipeline.jobs.length === 0 && pipeline !== root) return nothing;
  const repeat = pipeline === root ? undefined : knownRepeat(pipeline, root, options);
  if (repeat) return repeat;
  const all = found?.decidedOnly && knownFindings(pipeline, found, options);
  if (all) return partOf(pipeline, all);
  // Without the others, those that somebody decided on are no beginning.
  const first = found?.decidedOnly ? undefined : found;
  const here = first?.findings ?? [];
  if (first && first.next === undefined) return partOf(pipeline, here);
  try {
    const rest = await readRest(pipeline, first, options);
    const findings = [...here, ...(rest?.findings ?? [])];
    const problems = rest?.failures.map((failure): Problem => ({ kind: 'findingsPage', failure })) ?? [];
    if (role === 'head' && first && problems.length === 0) rememberFindings(pipeline, findings, options);
    // A pipeline that GitLab found nothing at all in may be one it did not take in. Of the base that is believed:
    // reading its reports as well would cost another round trip.
    const answered = rest !== undefined && (findings.length > 0 || role === 'base');
    return { ...partOf(pipeline, findings), problems, answered };
  } catch (error) {
    const problem: Problem = { kind: 'findingsPage', failure: failureOf(error, signal) };
    return { ...partOf(pipeline, here), problems: [problem], answered: false };
  }
}

/** Of a finished base nothing changes that a comparison looks at, so what is behind its first page is read once. */
async function readRest(
  pipeline: Pipeline,
  first: PipelineFindings | undefined,
  { gitlab, scans, role, memory, signal }: GatherOptions,
): Promise<AllFindings | undefined> {
  const expected = scans?.pipelineId === pipeline.id ? scans.findings : undefined;
  const start = {
    ...(first?.next !== undefined && { after: first.next }),
    ...(expected !== undefined && { expected }),
  };
  const ask = () => gitlab.findings(pipeline, start, signal);
  if (!isFinished(pipeline.status)) return ask();
  // A tier without findings has none of this pipeline another time either.
  const none = `${gitlab.instance.url} no findings of ${markOf(pipeline)}`;
  if (memory.recall(none) === true) return undefined;
  if (role === 'head') {
    const all = await ask();
    if (!all) memory.keep(none, true);
    return all;
  }
  const key = `${gitlab.instance.url} base findings of ${markOf(pipeline)} after ${first?.next}`;
  const rest = await memory.get(key, ask);
  if (!rest || rest.failures.length > 0) memory.forget(key);
  return rest;
}

function partOf(pipeline: Pipeline, findings: readonly GitLabFinding[]): DatabasePart {
  const sourced = findings.map(({ uuid, state, issue, hasRemediation, ...finding }): SourcedFinding => ({
    finding,
    source: { kind: 'gitlab' },
    pipeline,
    uuid,
    state,
    hasRemediation,
    ...(issue && { issue }),
  }));
  return { findings: sourced, problems: [], answered: true };
}
