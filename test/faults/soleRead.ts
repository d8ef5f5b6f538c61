import type { GitLab } from '../../src/core/sync/ports.ts';
import type { GitLabChanges } from '../../src/core/settling/gitLabChanges.ts';
import type { Connections } from '../../src/gitlab/connections.ts';
import type { WriteStage } from '../unit/gitlab/support/writeStage.ts';
import type { Kind, Meaning } from './wireFault.ts';

/** What asks one instance. */
export interface Asking {
  readonly stage: WriteStage;
  readonly token: string;
  readonly instance: { readonly url: string };
  readonly connections: Connections;
  readonly gitlab: GitLab;
  readonly changes: GitLabChanges;
  readonly signal: AbortSignal;
}

/** A read outside of refreshes, to go wrong in every way. */
export interface SoleRead {
  readonly name: string;
  readonly kind: Kind;
  /** Which requests fail (`isAimedAt`); each read makes one of them. */
  readonly target: string;
  readonly ask: (asking: Asking) => Promise<unknown>;
  /** Meanings that are no failure to it: there is nothing, or it can do without. */
  readonly bears?: readonly Meaning[] | 'everything';
}
