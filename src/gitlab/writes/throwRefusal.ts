import { GitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';

/** Throws where a mutation's payload says why nothing was done, or says nothing that can be read. */
export function throwRefusal(errors: readonly string[] | undefined, instance: Instance): void {
  if (errors !== undefined && !Array.isArray(errors))
    throw new GitLabFailure('unexpectedAnswer', 'no list of errors', { instance });
  const detail = errors?.map(String).join('; ');
  if (detail) throw new GitLabFailure('refused', 'errors in the payload', { instance, detail });
}
