import type { Finding } from '../model/finding.ts';
import type { Line1 } from '../model/location.ts';
import { filePath } from './filePath.ts';

/** Where a finding is now, as far as can be told without comparing texts. */
export type Placement =
  | {
      /** `changed`: the file is not as it was scanned, or that is not known; the lines are those of the scan. */
      readonly kind: 'exact' | 'changed';
      readonly path: string;
      readonly startLine: Line1;
      /** Inclusive. */
      readonly endLine: Line1;
    }
  | { readonly kind: 'gone'; readonly path: string }
  | { readonly kind: 'none'; readonly path?: string };

/** What is known of a repository's files. */
export interface Files {
  exists(path: string): boolean;
  /** Whether the present text is the scanned one. */
  isAsScanned(path: string): boolean;
}

/** Places a finding on the line its report names; never claims more than is known. */
export function placeFinding({ location, pipeline }: Finding, files: Files): Placement {
  const reported = 'file' in location ? location.file : undefined;
  const path = reported === undefined ? undefined : filePath(reported, pipeline.projectPath);
  if (path === undefined) return { kind: 'none' };
  if (!files.exists(path)) return { kind: 'gone', path };
  const startLine = location.kind === 'code' ? location.startLine : undefined;
  if (startLine === undefined) return { kind: 'none', path };
  const end = location.kind === 'code' ? location.endLine : undefined;
  const endLine = end !== undefined && end >= startLine ? end : startLine;
  return { kind: files.isAsScanned(path) ? 'exact' : 'changed', path, startLine, endLine };
}
