import { instanceName, type Instance } from '../model/project.ts';

/** Something the user can do next. */
export type NextStep =
  | { readonly kind: 'signIn'; readonly title: string; readonly host: string }
  | { readonly kind: 'ignoreHost'; readonly title: string; readonly host: string }
  | { readonly kind: 'openUrl'; readonly title: string; readonly url: string }
  | { readonly kind: 'refresh'; readonly title: string }
  | { readonly kind: 'showLog'; readonly title: string }
  | { readonly kind: 'diagnose'; readonly title: string }
  | { readonly kind: 'openSettings'; readonly title: string; readonly query: string }
  | { readonly kind: 'showProblems'; readonly title: string }
  | { readonly kind: 'chooseMergeRequest'; readonly title: string };

/** A state in words. */
export interface Explanation {
  /** For the status bar, after our icon. */
  readonly short: string;
  /** One sentence, for welcome view, tree and tooltip. */
  readonly sentence: string;
  readonly steps: readonly NextStep[];
  /** The user must act, or nothing will be seen. */
  readonly needsAction: boolean;
  /** Something is under way. */
  readonly busy: boolean;
}

/** The way out where GitLab has ended a sign-in. */
export function signInAgain(instance: Instance): NextStep {
  return { kind: 'signIn', title: 'Sign In Again', host: instanceName(instance) };
}

/** The way out where a token is refused or not enough. */
export function replaceToken(instance: Instance): NextStep {
  return { kind: 'signIn', title: 'Replace Token', host: instanceName(instance) };
}
