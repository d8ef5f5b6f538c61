import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import type { Shape } from '../core/model/shapes/shape.ts';

/** Throws where an answer is not what GitLab describes. */
export function asDescribed<T>(value: NoInfer<T>, shape: Shape<T>, instance: Instance): T {
  if (shape(value)) return value;
  const detail = 'data that is not as GitLab describes it';
  throw new GitLabFailure('unexpectedAnswer', detail, { instance, detail });
}
