import type { FailureCode } from '../../src/core/model/failure.ts';
import type { Fault } from '../gitlab/http/fault.ts';

/** What an answer is read as: it decides how long it may be, how long it may take, and what it means that it is damaged. */
export type Kind = 'graphql' | 'json' | 'file' | 'report' | 'member' | 'archive';

/** `well`: nothing is lost. `damaged`: an answer came, and a reader of its content says what is wrong with it. */
export type Meaning = FailureCode | 'well' | 'damaged';

/** A way for one read to go wrong between here and GitLab. */
export interface WireFault {
  readonly name: string;
  /** `refused`: nobody listens. `noHandshake`: somebody does, and never says anything (TLS alone notices). */
  readonly fault: Fault | 'refused' | 'noHandshake';
  /** What it comes to; for kinds of answers that are left out it means nothing. */
  readonly means: Meaning | ((kind: Kind) => Meaning | undefined);
  /** How many requests one read makes while it lasts. */
  readonly requests: number | ((kind: Kind) => number);
  /** How often it strikes; for good unless told. */
  readonly times?: number;
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: { readonly longestSilence: number; readonly longestRequest: number };
  /** Takes so long that each read gets one of these per round. */
  readonly isCostly?: true;
  /** Says nothing of an answer that has no body. */
  readonly ofBody?: true;
  /** Makes further requests on the way, each of which counts. */
  readonly isRedirect?: true;
  /** Needs TLS to be possible at all. */
  readonly needsTls?: true;
  /** The least that each wait before another try has to last, in milliseconds. */
  readonly leastWait?: number;
}

export function meaningOf({ means }: WireFault, kind: Kind): Meaning | undefined {
  return typeof means === 'function' ? means(kind) : means;
}

export function requestsOf({ requests }: WireFault, kind: Kind): number {
  return typeof requests === 'function' ? requests(kind) : requests;
}
