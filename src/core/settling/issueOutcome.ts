import type { IssueLink } from '../model/finding.ts';
import type { IssueContent } from './issuePorts.ts';
import type { FindingStatus, Target } from './ports.ts';

/** One issue that is to be created, about one finding or several of one project. */
export interface IssueRequest {
  readonly targets: readonly Target[];
  readonly content: IssueContent;
  /** It was sent before, and whether it arrived is not known. */
  readonly begun?: boolean;
  /** It exists, but still has GitLab's words. */
  readonly existing?: IssueLink;
}

/** What came of it. */
export type IssueOutcome = { readonly request: IssueRequest } & (
  | {
      /** GitLab confirmed it. */
      readonly kind: 'created';
      readonly issue: IssueLink;
      /** Those that GitLab links with it. */
      readonly linked: readonly Target[];
    }
  /** There is one already, and nothing was sent. */
  | {
      readonly kind: 'existing';
      readonly issue: IssueLink;
      readonly target: Target;
      readonly isLinked: boolean;
    }
  /** It exists in GitLab's words; the user's did not arrive. */
  | { readonly kind: 'incomplete'; readonly issue: IssueLink; readonly failure: unknown }
  /** Somebody decided otherwise about the finding meanwhile, and nothing was sent. */
  | { readonly kind: 'overtaken'; readonly target: Target; readonly status: FindingStatus }
  /** Certainly there is none, or none could be found. */
  | {
      readonly kind: 'refused';
      readonly failure: unknown;
      /** It was sent, and might still arrive. */
      readonly isSent?: boolean;
    }
  /** Sent, and GitLab cannot be asked whether it arrived. */
  | { readonly kind: 'unknown'; readonly failure: unknown }
  /** The user stopped before it was sent. */
  | { readonly kind: 'cancelled' }
);
