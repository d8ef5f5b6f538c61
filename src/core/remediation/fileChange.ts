export interface HunkLine {
  /** In both texts, only in the old one, only in the new one. */
  readonly sign: ' ' | '-' | '+';
  /** With whatever ends it. */
  readonly text: string;
}

export interface Hunk {
  /** From 1; 0 where the text has no lines. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly HunkLine[];
}

/** What a diff does to one file. */
export interface FileChange {
  readonly kind: 'modify' | 'create' | 'delete' | 'rename' | 'copy';
  /** The file that is there before; of a created one the path it gets. */
  readonly from: string;
  /** The file that is there afterwards; of a deleted one the path it had. */
  readonly to: string;
  /** Whether it is to be executable; absent where that stays as it is. */
  readonly executable?: boolean;
  readonly hunks: readonly Hunk[];
}

/** Lines as git counts them, each with its own ending, so that joined together they are the text again. */
export function linesWithEnds(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
