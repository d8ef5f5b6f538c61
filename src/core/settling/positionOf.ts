import { filePath } from '../placement/filePath.ts';
import type { DiffPosition } from './discussionPorts.ts';
import type { Target } from './ports.ts';

/**
 * Where a finding is in its merge request's diff, if the scanned commit is the one that the diff ends with: of any other
 * (also of the merged result that some pipelines run for), the line may be another one there.
 */
export function positionOf({ finding, snapshot }: Target): DiffPosition | undefined {
  const { location, pipeline } = finding;
  const { baseSha, targetSha, headSha } = snapshot.mergeRequest ?? {};
  if (location.kind !== 'code' || location.file === undefined || location.startLine === undefined)
    return undefined;
  if (baseSha === undefined || targetSha === undefined || headSha !== pipeline.sha) return undefined;
  const path = filePath(location.file, pipeline.projectPath);
  if (path === undefined) return undefined;
  return { baseSha, startSha: targetSha, headSha, path, line: location.startLine };
}
