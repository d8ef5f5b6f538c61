import type { LineRange } from './lines.ts';

/** Part of one line, in UTF-16 code units from 0, the end not included. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** A place in a file of the repository. */
export interface PlaceInFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly lines: LineRange;
  /** Absent where the statements on the lines are meant, which the present text tells. */
  readonly columns?: Columns;
  /** Of an open notebook, from 0; the lines are those of this cell. */
  readonly cell?: number;
  /** From the direct dependency to the one that is reported, where another one brings it in. */
  readonly via?: readonly string[];
}

/** Where a finding is now. Never claims more than is known. */
export type Placement =
  /** On the very lines that were scanned, under the same numbers or under others. */
  | (PlaceInFile & { readonly kind: 'exact' | 'moved' })
  /** `edited`: its own lines were touched, these resemble them most; `unknown`: the texts could not be compared, these are the lines of the scan. */
  | (PlaceInFile & { readonly kind: 'changed'; readonly because: 'edited' | 'unknown' })
  /** The file, or in it the code, is not here any more. */
  | { readonly kind: 'gone'; readonly path: string; readonly because: 'file' | 'code' }
  | { readonly kind: 'none'; readonly path?: string };

export type PlacementOnLines = Extract<Placement, { readonly kind: 'exact' | 'moved' | 'changed' }>;

/** Whether there are lines to show. */
export function isOnLines(placement: Placement): placement is PlacementOnLines {
  return 'lines' in placement;
}
