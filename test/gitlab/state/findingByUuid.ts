import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { State } from './state.ts';

/** GitLab looks by uuid alone, in any pipeline whose findings have not expired. The newest one's words count. */
export function findingByUuid(state: State, uuid: string): IngestedFinding | undefined {
  return state.pipelines.flatMap(({ findings }) => findings).findLast((finding) => finding.uuid === uuid);
}
