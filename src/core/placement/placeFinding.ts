import type { Location } from '../model/location.ts';
import { toLineRange } from './lines.ts';
import { placeLines, type ComparedTexts } from './placeLines.ts';
import type { Placement } from './placement.ts';

/** What is known of the file that a finding names. */
export interface ScannedFile {
  /** Where it is now; the path that was looked for where it is not here. */
  readonly path: string;
  /** It had another name when it was scanned. */
  readonly isRenamed?: boolean;
  /** `asScanned`: letter for letter; `unknown`: it is here, but the text that was scanned is not, or is too large. */
  readonly state: 'asScanned' | 'unknown' | 'missing' | ComparedTexts;
}

/** Places a finding that names lines of a file. */
export function placeFinding(location: Location, file: ScannedFile | undefined): Placement {
  if (!file) return { kind: 'none' };
  const { path, state, isRenamed = false } = file;
  if (state === 'missing') return { kind: 'gone', path, because: 'file' };
  if (location.kind !== 'code' || location.startLine === undefined) return { kind: 'none', path };
  const { startLine, endLine } = location;
  const lines = toLineRange({ startLine, ...(endLine !== undefined && { endLine }) });
  if (state === 'asScanned') return { kind: 'exact', path, lines };
  if (state === 'unknown') return { kind: 'changed', because: 'unknown', path, lines };
  const place = placeLines(state, lines);
  switch (place.kind) {
    case 'exact':
    case 'moved':
      return { kind: isRenamed ? 'moved' : place.kind, path, lines: place.lines };
    case 'changed':
      return { kind: 'changed', because: 'edited', path, lines: place.lines };
    case 'gone':
      return { kind: 'gone', path, because: 'code' };
  }
}
