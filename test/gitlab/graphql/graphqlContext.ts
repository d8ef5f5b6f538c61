import type { Access } from '../state/access.ts';
import type { State } from '../state/state.ts';

/** Who asks, and whom. */
export interface GraphqlContext {
  readonly state: State;
  readonly access: Access;
  /** Whether the token is one to write with: scope `api`. */
  readonly mayWrite: boolean;
  /** Errors that mutations answer with instead of acting, where a test wants that. */
  readonly refusal: readonly string[] | undefined;
}

/** GitLab's global ids: `gid://gitlab/Ci::Pipeline/123`. */
export function globalId(type: string, id: number): string {
  return `gid://gitlab/${type}/${id}`;
}
