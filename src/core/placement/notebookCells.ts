import { readJson } from './dependencies/readJson.ts';
import { nodeAt, type TextNode, type TreeNode } from './dependencies/tree.ts';

/** A line of a notebook's cell, and where the file has it; all counted from 0. */
export interface CellLine {
  readonly cell: number;
  readonly line: number;
  /** Of the file. */
  readonly fileLine: number;
  /** Without its line break. */
  readonly text: string;
}

/**
 * Which lines of a Jupyter notebook's file are which lines of its cells (nbformat 4: `cells[].source` is a list of lines,
 * or one text). Scanners read the file, people the cells.
 */
export function notebookCells(file: string): readonly CellLine[] {
  const cells = nodeAt(readJson(file), 'cells');
  if (cells?.kind !== 'list') return [];
  const lineAt = lineCounter(file);
  return cells.items.flatMap((node, cell) => {
    let line = 0;
    return sourceOf(node).flatMap(({ text, start }) => {
      // A line of the list ends with its line break, but for the last; a text has all of them on one line of the file.
      const lines = text.replace(/\n$/, '').split('\n');
      const fileLine = lineAt(start);
      return lines.map((each): CellLine => ({ cell, line: line++, fileLine, text: each }));
    });
  });
}

function sourceOf(cell: TreeNode): readonly TextNode[] {
  const source = nodeAt(cell, 'source');
  if (source?.kind === 'text') return [source];
  return source?.kind === 'list' ? source.items.filter((item) => item.kind === 'text') : [];
}

/** Counts line breaks on the way: asked in the order of the text. */
function lineCounter(text: string): (offset: number) => number {
  let [line, at] = [0, 0];
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
