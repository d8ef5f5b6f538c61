import { lineRange } from './lines.ts';
import type { Placement } from './placement.ts';

/** A declaration found by the name of a package or an image. */
export interface NamedPlace {
  readonly path: string;
  /** Line and character from 0, the end not included. */
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  /** What it says there. */
  readonly declared?: string;
  readonly via?: readonly string[];
}

export interface ByName {
  /** Where it is declared now. */
  readonly now: NamedPlace | undefined;
  /** Where it was declared in the scanned texts; `unknown` when these are not here. */
  readonly scanned: NamedPlace | undefined | 'unknown';
  /** The reported file, as it is named now. */
  readonly path?: string;
}

/**
 * Places what has no line of its own at its declaration: where that says the same as when it was scanned it is exact or
 * moved, where it says something else it has changed, where it was taken out it is gone.
 */
export function placeByName({ now, scanned, path }: ByName): Placement {
  if (!now) {
    const wasThere = scanned !== undefined && scanned !== 'unknown';
    if (wasThere && path !== undefined) return { kind: 'gone', path, because: 'code' };
    return { kind: 'none', ...(path !== undefined && { path }) };
  }
  const { start, end, via } = now;
  const place = {
    path: now.path,
    lines: lineRange(start.line, end.line + 1),
    ...(start.line === end.line && { columns: { start: start.character, end: end.character } }),
    ...(via && { via }),
  };
  if (scanned === 'unknown') return { kind: 'changed', because: 'unknown', ...place };
  if (scanned?.path !== now.path || scanned.declared !== now.declared)
    return { kind: 'changed', because: 'edited', ...place };
  return { kind: scanned.start.line === start.line ? 'exact' : 'moved', ...place };
}
