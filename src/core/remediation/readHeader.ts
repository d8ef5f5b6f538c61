import type { FileChange } from './fileChange.ts';
import { noFile, readBothNames, readName, withoutPrefixes, type Names } from './readNames.ts';
import type { Refusal } from './refusal.ts';

export interface HeaderRead {
  readonly change: Omit<FileChange, 'hunks'>;
  /** The line after it. */
  readonly end: number;
}

const extended =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|similarity index|dissimilarity index|index|---|\+\+\+) (.*)$/;

/** Reads what stands before a file's hunks; `undefined` where no file begins. */
export function readHeader(lines: readonly string[], start: number): HeaderRead | Refusal | undefined {
  const first = withoutEnd(lines[start]);
  const isGit = first.startsWith('diff --git ');
  if (!isGit && !isPlainHeader(lines, start)) return undefined;
  const fields = new Map<string, string>();
  let end = isGit ? start + 1 : start;
  for (; ; end += 1) {
    const [, key, value] = extended.exec(withoutEnd(lines[end])) ?? [];
    // A second `---` belongs to the next file.
    if (key === undefined || value === undefined || fields.has(key) || fields.has('+++')) break;
    fields.set(key, value);
  }
  const both = isGit ? readBothNames(first.slice('diff --git '.length)) : undefined;
  const change = changeOf(fields, both);
  if (change === undefined) return { reason: 'malformed', flaw: 'names', line: start + 1 };
  if (/^(?:GIT binary patch|Binary files )/.test(lines[end] ?? ''))
    return { reason: 'binary', path: change.to };
  const oldMode = modeIn(fields, 'old mode', 'deleted file mode') ?? fields.get('index')?.split(' ')[1];
  const newMode = modeIn(fields, 'new mode', 'new file mode');
  const strange = [oldMode, newMode].find((mode) => mode !== undefined && !/^100[0-7]{3}$/.test(mode));
  if (strange !== undefined) return { reason: 'mode', path: change.to, mode: strange };
  if (newMode === undefined || isExecutable(newMode) === isExecutable(oldMode)) return { change, end };
  return { change: { ...change, executable: isExecutable(newMode) }, end };
}

/** As other tools than git write it. */
function isPlainHeader(lines: readonly string[], at: number): boolean {
  return ['--- ', '+++ ', '@@ -'].every((mark, index) => lines[at + index]?.startsWith(mark) === true);
}

function withoutEnd(line = ''): string {
  return line.replace(/\r?\n?$/, '');
}

function modeIn(fields: ReadonlyMap<string, string>, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => fields.get(key)).find((mode) => mode !== undefined);
}

function isExecutable(mode = '100644'): boolean {
  return /[1357]/.test(mode.slice(3, 4));
}

/** `undefined` where the lines of a header contradict each other, or do not say which file they mean. */
function changeOf(
  fields: ReadonlyMap<string, string>,
  both: Names | undefined,
): HeaderRead['change'] | undefined {
  const marks = { old: nameIn(fields, '---'), new: nameIn(fields, '+++') };
  const isCreated = fields.has('new file mode') || marks.old === noFile;
  const isDeleted = fields.has('deleted file mode') || marks.new === noFile;
  const isMoved = fields.has('rename from') || fields.has('copy from');
  if (Number(isCreated) + Number(isDeleted) + Number(isMoved) > 1) return undefined;
  if (fields.has('---') !== fields.has('+++') || (isCreated && (marks.old ?? noFile) !== noFile))
    return undefined;
  if (isDeleted && (marks.new ?? noFile) !== noFile) return undefined;
  if (['---', '+++'].some((key) => fields.has(key) && nameIn(fields, key) === undefined)) return undefined;
  const sides = {
    old: marks.old === noFile ? undefined : marks.old,
    new: marks.new === noFile ? undefined : marks.new,
  };
  // Both names together tell whether there are prefixes; of a created or deleted file only the first line has both.
  const isHalf = sides.old === undefined || sides.new === undefined;
  const completed = isHalf && both ? { old: sides.old ?? both.old, new: sides.new ?? both.new } : sides;
  const { old, new: renamed } = withoutPrefixes(completed);
  if (isMoved)
    return moved(
      fields,
      sides.old === undefined ? undefined : old,
      sides.new === undefined ? undefined : renamed,
    );
  const path = renamed ?? old;
  if (path === undefined || (old !== undefined && old !== path)) return undefined;
  if (both && withoutPrefixes(both).old !== path) return undefined;
  return { kind: isCreated ? 'create' : isDeleted ? 'delete' : 'modify', from: path, to: path };
}

function moved(
  fields: ReadonlyMap<string, string>,
  old: string | undefined,
  renamed: string | undefined,
): HeaderRead['change'] | undefined {
  const kind = fields.has('rename from') ? 'rename' : 'copy';
  const from = nameIn(fields, `${kind} from`);
  const to = nameIn(fields, `${kind} to`);
  if (from === undefined || to === undefined) return undefined;
  return (old ?? from) === from && (renamed ?? to) === to ? { kind, from, to } : undefined;
}

function nameIn(fields: ReadonlyMap<string, string>, key: string): string | undefined {
  const text = fields.get(key);
  return text === undefined ? undefined : readName(text);
}
