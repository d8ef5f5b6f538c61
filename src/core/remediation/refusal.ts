/** What is wrong with a path that a diff names. */
export type PathFlaw =
  | 'empty'
  | 'long'
  | 'control'
  | 'absolute'
  | 'backslash'
  | 'parent'
  | 'git'
  | 'stream'
  | 'device'
  | 'trailing'
  | 'invisible'
  /** What only a file system knows: it is a link or behind one, no file, or in none of the workspace's folders. */
  | 'link'
  | 'special'
  | 'outside';

/** Why a text is no diff that could be followed. */
export type DiffFlaw = 'noFile' | 'noChange' | 'names' | 'hunk' | 'counts' | 'stray';

/** Lines from `start` up to `end`, counted from 0, the end not included; empty where nothing stands. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A place that the diff and somebody else changed differently. */
export interface Conflict {
  /** In the text with the diff applied. */
  readonly fixed: Stretch;
  readonly present: Stretch;
}

/** Why a remediation changes nothing, as facts; the words are the view's. */
export type Refusal =
  | { readonly reason: 'base64' | 'noText' | 'noChange' | 'alreadyApplied' }
  | { readonly reason: 'tooLarge'; readonly what: 'diff' | 'files'; readonly limit: number }
  /** `line` is that of the diff, from 1. */
  | { readonly reason: 'malformed'; readonly flaw: DiffFlaw; readonly line: number }
  | { readonly reason: 'path'; readonly path: string; readonly flaw: PathFlaw }
  | { readonly reason: 'mode'; readonly path: string; readonly mode: string }
  | {
      readonly reason: 'binary' | 'twice' | 'unscanned' | 'missing' | 'unreadable' | 'exists' | 'overlap';
      readonly path: string;
    }
  /** `hunk` counts from 1; 0 for the file as a whole. */
  | { readonly reason: 'doesNotApply'; readonly path: string; readonly hunk: number }
  | { readonly reason: 'conflict'; readonly path: string; readonly conflicts: readonly Conflict[] };

export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'reason' in result;
}
