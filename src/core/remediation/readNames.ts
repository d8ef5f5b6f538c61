import { unquoteName } from './unquoteName.ts';

/** The names of one file before and after, as a diff has them: `undefined` where it says nothing of them. */
export interface Names {
  readonly old: string | undefined;
  readonly new: string | undefined;
}

export const noFile = '/dev/null';

/** What follows `--- ` or `+++ `: the name, and behind a tab perhaps a time. */
export function readName(text: string): string | undefined {
  return text.startsWith('"') ? unquoteName(text)?.name : text.split('\t')[0];
}

/**
 * What follows `diff --git `. Without quotes nothing divides two names with spaces; but where they matter, because no other
 * line tells them, they are the same but for their prefixes, and the middle is between them.
 */
export function readBothNames(text: string): Names | undefined {
  if (text.startsWith('"')) {
    const first = unquoteName(text);
    const second = first?.rest.startsWith(' ') ? readName(first.rest.slice(1)) : undefined;
    return first && second !== undefined ? { old: first.name, new: second } : undefined;
  }
  const middle = (text.length - 1) / 2;
  if (text[middle] !== ' ') return undefined;
  const names = { old: text.slice(0, middle), new: text.slice(middle + 1) };
  const { old, new: renamed } = withoutPrefixes(names);
  return old === renamed ? names : undefined;
}

/**
 * Takes away what git puts before names, `a/` and `b/` or what `diff.mnemonicPrefix` makes of them. Two equal letters are no
 * prefixes but a folder, as with `--no-prefix`. A name that stands alone is taken to have one, as `git apply` does.
 */
export function withoutPrefixes(names: Names): Names {
  const known = [names.old, names.new].filter((name) => name !== undefined && name !== noFile);
  const letters = known.map((name) => /^([abciow])\//.exec(name ?? '')?.[1]);
  if (letters.includes(undefined) || (letters.length === 2 && letters[0] === letters[1])) return names;
  const strip = (name: string | undefined) => (name === noFile ? name : name?.slice(2));
  return { old: strip(names.old), new: strip(names.new) };
}
