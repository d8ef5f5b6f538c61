import type { GitLab } from '../../../gitlab/gitLab.ts';
import type { inspectState } from '../../../gitlab/state/inspectState.ts';

/** What a GitLab holds, as JSON would have it. */
export function inspectable(gitlab: GitLab): ReturnType<typeof inspectState> {
  return gitlab.inspect() as ReturnType<typeof inspectState>;
}
