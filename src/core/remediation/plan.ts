import type { Edit } from './carryOver.ts';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** All that a remediation does to the files as they are now; it is done whole or not at all. */
export interface Plan {
  /** By the path a file has now; in order, not overlapping, and all in positions of the present text. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  /** Whole texts of new files. */
  readonly creations: ReadonlyMap<string, string>;
  readonly deletions: readonly string[];
  readonly renames: readonly Rename[];
  /** Whether a file is to be executable, by the path it has afterwards. */
  readonly modeChanges: ReadonlyMap<string, boolean>;
  /** All that the diff names: none of them may lead out of the workspace over a link. */
  readonly paths: readonly string[];
}
