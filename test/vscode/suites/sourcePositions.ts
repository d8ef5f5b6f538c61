import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { projectFolder } from '../editor/installed.ts';

/**
 * Says where in the sources the positions in a bundle are. The extension host cannot be told to use source maps: it makes
 * its own stack traces.
 */
export function sourcePositions(bundle: string): (text: string) => string {
  const map = readSourceMap(bundle);
  if (!map) return (text) => text;
  return (text) =>
    text.replaceAll(/(?<file>[^\s()]+\.cjs):(?<line>\d+):(?<column>\d+)/g, (position, ...groups) => {
      const { file, line, column } = groups.at(-1) as Record<'file' | 'line' | 'column', string>;
      if (file !== bundle) return position;
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return position;
      const source = relative(projectFolder, resolve(dirname(bundle), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}

function readSourceMap(bundle: string): SourceMap | undefined {
  const inline = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(
    readFileSync(bundle, 'utf8'),
  )?.[1];
  if (inline === undefined) return undefined;
  return new SourceMap(JSON.parse(Buffer.from(inline, 'base64').toString('utf8')) as SourceMapPayload);
}
