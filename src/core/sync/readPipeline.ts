import type { Turns } from '../base/turns.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Repository } from '../model/project.ts';
import { gatherFindings, type Database, type Gathered, type Role } from './gatherFindings.ts';
import type { Located } from './askProjects.ts';
import type { PipelineFinding } from './mergeSources.ts';
import { mergeWithText } from './mergeWithText.ts';
import type { ReadReport, ScannedText } from './ports.ts';
import type { MemoryOfRun } from './runMemory.ts';

export interface ReadPorts {
  readonly scannedText: ScannedText;
  readonly memory: MemoryOfRun;
  readonly readLongReport?: ReadReport;
  readonly turns: Turns;
}

/** What both sources say of a pipeline. */
export interface PipelineRead {
  readonly gathered: Gathered;
  /** The one list that comes of it; made when it is first asked for. */
  readonly merged: () => Promise<readonly PipelineFinding[]>;
}

/** Gathers a pipeline's findings from both sources. */
export async function readPipeline(
  pipeline: Pipeline,
  role: Role,
  located: Located,
  repository: Repository,
  { scannedText, memory, readLongReport, turns }: ReadPorts,
  signal: AbortSignal,
): Promise<PipelineRead> {
  const { gitlab, overview, findingsKey } = located;
  const gathered = await gatherFindings(pipeline, {
    role,
    gitlab,
    database: databaseOf(located),
    known: overview.findings,
    findingsKey,
    ...(overview.scans && { scans: overview.scans }),
    memory,
    ...(readLongReport && { readLongReport }),
    signal,
    ...(overview.gitlabVersion !== undefined && { gitlabVersion: overview.gitlabVersion }),
  });
  let merged: Promise<readonly PipelineFinding[]> | undefined;
  return {
    gathered,
    merged: () => (merged ??= mergeWithText(gathered, pipeline, repository, scannedText, turns, signal)),
  };
}

/** GitLab's database gave findings of some pipeline, or was asked for one and gave none, or was not asked yet. */
function databaseOf({ overview, chosen }: Located): Database {
  if (overview.findings.length > 0) return 'has findings';
  if (overview.hasNoDatabase) return 'has none';
  if (overview.findingsFailed) return 'unknown';
  const asked = chosen?.headPipelineId !== undefined || overview.basePipelines.length > 0;
  return asked ? 'has none' : 'unknown';
}
