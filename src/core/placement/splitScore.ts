/** Git's weights (xdiff/xdiffi.c), found by trying them on differences that people had judged. */
const startOfFile = 1;
const endOfFile = 21;
const anyBlankLine = -30;
const blankLineBelow = 6;
const indented = { tight: -4, spaced: 10 };
const outdented = { tight: 24, spaced: 17 };
const dedented = { tight: 23, spaced: 17 };
const indentWeight = 60;
const mostBlankLines = 20;
const deepest = 200;

/** How bad it is to cut a text at both ends of a group of lines. */
export interface SplitScore {
  readonly indent: number;
  readonly penalty: number;
  isWorseThan(other: SplitScore): boolean;
}

export function splitScore(text: readonly string[], start: number, end: number): SplitScore {
  const [top, bottom] = [cutAt(text, start), cutAt(text, end)];
  const indent = top.indent + bottom.indent;
  const penalty = top.penalty + bottom.penalty;
  return {
    indent,
    penalty,
    isWorseThan: (other) => indentWeight * Math.sign(indent - other.indent) + penalty - other.penalty > 0,
  };
}

/** It is best to cut where much begins: below blank lines, and where lines are indented little. */
function cutAt(text: readonly string[], line: number): { readonly indent: number; readonly penalty: number } {
  const own = line < text.length ? indentOf(text[line] ?? '') : undefined;
  const above = nearest(text, line - 1, -1);
  const below = nearest(text, line + 1, 1);
  const blankBelow = own === undefined ? 1 + below.blankLines : 0;
  const blank = above.blankLines + blankBelow;
  const indent = own ?? below.indent;
  let penalty = anyBlankLine * blank + blankLineBelow * blankBelow;
  if (above.indent === undefined && above.blankLines === 0) penalty += startOfFile;
  if (line >= text.length) penalty += endOfFile;
  if (indent !== undefined && above.indent !== undefined && indent !== above.indent) {
    const opensBlock = below.indent !== undefined && below.indent > indent;
    const weights = indent > above.indent ? indented : opensBlock ? outdented : dedented;
    penalty += blank > 0 ? weights.spaced : weights.tight;
  }
  return { indent: indent ?? -1, penalty };
}

/** The next line that is not blank, and how many are before it. */
function nearest(
  text: readonly string[],
  start: number,
  step: 1 | -1,
): { readonly indent: number | undefined; readonly blankLines: number } {
  let blankLines = 0;
  for (let line = start; line >= 0 && line < text.length; line += step) {
    const indent = indentOf(text[line] ?? '');
    if (indent !== undefined) return { indent, blankLines };
    if (++blankLines === mostBlankLines) return { indent: 0, blankLines };
  }
  return { indent: undefined, blankLines };
}

/** `undefined` for a blank line; a tab leads to the next multiple of eight. */
function indentOf(line: string): number | undefined {
  let indent = 0;
  for (const character of line) {
    if (character === ' ') indent++;
    else if (character === '\t') indent += 8 - (indent % 8);
    else if (!/\s/.test(character)) return indent;
    if (indent >= deepest) return deepest;
  }
  return undefined;
}
