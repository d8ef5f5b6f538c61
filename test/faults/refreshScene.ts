import type { TestContext } from 'node:test';
import type { FailureCode } from '../../src/core/model/failure.ts';
import type { Problem } from '../../src/core/model/snapshot.ts';
import type { BranchHead } from '../../src/core/sync/ports.ts';
import { commits, type Stage } from '../unit/gitlab/support/stage.ts';
import type { Kind, Meaning, WireFault } from './wireFault.ts';

export type Cleanup = Pick<TestContext, 'after'>;

/** What is to be seen of a refresh. */
export type Sight =
  | 'as ever'
  /** Nothing at all could be had. */
  | { readonly failed: FailureCode }
  /** So many findings, and what is said of the rest. */
  | { readonly findings: number; readonly problem: Partial<Problem> };

/** One read of a refresh, to go wrong in every way. */
export interface RefreshScene {
  readonly name: string;
  readonly kind: Kind;
  readonly make: (t: Cleanup) => Promise<Stage>;
  readonly isSecure?: true;
  readonly head?: Partial<BranchHead>;
  /** The path of the project that the repository's remote means. */
  readonly project?: string;
  /** Which requests fail (`isAimedAt`); of those, so many of a refresh come off well first. */
  readonly target: (stage: Stage) => string;
  readonly at?: 'objectStore';
  readonly spared?: number;
  /** How many requests of a refresh that is a window's first the target means, and are not spared. */
  readonly aimed: number;
  /** Faults that cannot happen here. */
  readonly without?: (fault: WireFault) => boolean;
  /** Another way to the same is gone beside, and may have this one called off. */
  readonly hasRival?: true;
  readonly sight: (meaning: Exclude<Meaning, 'well'>) => Sight;
}

export function headOf(
  { project = 'acme/shop/api', head = {} }: RefreshScene,
  instanceUrl: string,
): BranchHead {
  return {
    repository: { root: 'file:///api', name: 'api' },
    remotes: [{ name: 'origin', url: `${instanceUrl}/${project}.git` }],
    branch: 'feature',
    remoteBranches: ['feature'],
    commit: commits.head,
    probableBase: commits.base,
    ...head,
  };
}
