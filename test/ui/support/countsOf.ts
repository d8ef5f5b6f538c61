import type { Counts } from '../../../src/core/model/counts.ts';
import type { Sample } from '../../sample/createSample.ts';

/** What the merge request counts by GitLab's own book: findings that are neither dismissed nor resolved. */
export function countsOf({ gitlab, headPipeline, basePipeline }: Sample): Counts {
  const { added, existing } = gitlab.compare(headPipeline, basePipeline);
  const isOpen = ({ uuid }: { readonly uuid: string | undefined }) => {
    const state = uuid === undefined ? undefined : gitlab.vulnerability(uuid)?.state;
    return state !== 'dismissed' && state !== 'resolved';
  };
  return { new: added.filter(isOpen).length, existing: existing.filter(isOpen).length, pending: 0 };
}
