import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import type { Shape } from '../core/model/shapes/shape.ts';

/** Throws where an answer is not what GitLab describes. */
export function asDescribed<T>(value: NoInfer<T>, shape: Shape<T>, instance: Instance): T {
  if (shape(value)) return value;
  throw notDescribed(instance);
}

/** The same of what is made of an answer, where not even that can be done. */
export function readAs<T>(read: () => NoInfer<T>, shape: Shape<T>, instance: Instance): T {
  let value: T;
  try {
    value = read();
  } catch (cause) {
    throw notDescribed(instance, cause);
  }
  return asDescribed(value, shape, instance);
}

function notDescribed(instance: Instance, cause?: unknown): GitLabFailure {
  const detail = 'data that is not as GitLab describes it';
  return new GitLabFailure('unexpectedAnswer', detail, {
    instance,
    detail,
    ...(cause !== undefined && { cause }),
  });
}
