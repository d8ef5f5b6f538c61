import type { Instance } from '../model/project.ts';

/** Who an instance is asked as. */
export interface AccountInUse {
  readonly instance: Instance;
  /** Tells its user from every other one of the instance, and stays the same when a token is renewed. */
  readonly mark: string;
}

/**
 * Whether what was given before belongs to somebody else now.
 *
 * @param shown the instance that it came from; without it, any
 */
export function isSomebodyElse(
  before: readonly AccountInUse[],
  now: readonly AccountInUse[],
  shown: Instance | undefined,
): boolean {
  const asked = shown ? [shown] : before.map(({ instance }) => instance);
  return asked.some((instance) => markOf(instance, before) !== markOf(instance, now));
}

function markOf({ url }: Instance, accounts: readonly AccountInUse[]): string | undefined {
  return accounts.find(({ instance }) => instance.url === url)?.mark;
}
