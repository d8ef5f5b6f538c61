import type { DiffFlaw, PathFlaw, Refusal } from '../remediation/refusal.ts';
import { plainLine, shorten } from './plainText.ts';
import { count } from './words.ts';

/** Why a suggested change is not made, and what to do instead. */
export function explainRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'base64':
      return 'The suggested change is not in base64 as reports have it; make the change by hand.';
    case 'noText':
      return 'The suggested change is not text; make the change by hand.';
    case 'tooLarge':
      return refusal.what === 'diff'
        ? `The suggested change is larger than ${Math.round(refusal.limit / 1024 / 1024)} MB; make the change by hand.`
        : `The suggested change is about more than ${count(refusal.limit, 'file')}; make the change by hand.`;
    case 'malformed':
      return `The suggested change is not a valid diff: line ${refusal.line} ${diffFlaws[refusal.flaw]}; make the change by hand.`;
    case 'path':
      return `The suggested change names ${named(refusal.path)}, which ${pathFlaws[refusal.flaw]}; look at it with care before you make any of it by hand.`;
    case 'mode':
      return `The suggested change makes ${named(refusal.path)} ${modeName(refusal.mode)}; make the change by hand.`;
    case 'binary':
      return `The suggested change is about ${named(refusal.path)}, which is not text; make the change by hand.`;
    case 'twice':
      return `The suggested change is about ${named(refusal.path)} in several ways at once; make the change by hand.`;
    case 'unscanned':
      return `The scanned text of ${named(refusal.path)} is not here; fetch the commit of the scan and try again.`;
    case 'missing':
      return `${named(refusal.path)} is not here any more; make the change where its code is now.`;
    case 'unreadable':
      return `${named(refusal.path)} cannot be read as text; make the change by hand.`;
    case 'exists':
      return `${named(refusal.path)} would be created but is already here with another text; compare the two by hand.`;
    case 'overlap':
      return `Another suggested change is about the same lines of ${named(refusal.path)}; apply one of them and scan again.`;
    case 'doesNotApply':
      return refusal.hunk === 0
        ? `The suggested change does not fit the scanned text of ${named(refusal.path)}; make the change by hand.`
        : `Part ${refusal.hunk} of the suggested change does not fit the scanned text of ${named(refusal.path)}; make the change by hand.`;
    case 'conflict':
      return conflict(refusal.path, refusal.conflicts.length, refusal.conflicts[0]?.present.start);
    case 'alreadyApplied':
      return 'The suggested change has already been made; push it, and the next scan will tell whether it helps.';
    case 'noChange':
      return 'The suggested change changes nothing; follow the solution by hand.';
  }
}

function conflict(path: string, places: number, first: number | undefined): string {
  const where = first === undefined ? '' : ` at line ${first + 1}`;
  const others = places > 1 ? ` and ${count(places - 1, 'other place')}` : '';
  return `${named(path)} has changed since the scan where the suggested change would change it${where}${others}; make the change by hand.`;
}

function named(path: string): string {
  const text = shorten(plainLine(path), 100);
  return text === '' ? 'a file without a name' : text;
}

function modeName(mode: string): string {
  if (mode === '120000') return 'a link';
  return mode === '160000'
    ? 'a submodule'
    : `something other than a file (mode ${shorten(plainLine(mode), 20)})`;
}

const diffFlaws: Readonly<Record<DiffFlaw, string>> = {
  noFile: 'and those after it name no file',
  noChange: 'announces a change and has none',
  names: 'does not tell one file',
  hunk: 'does not tell where its change is',
  counts: 'does not fit the number of lines announced before it',
  stray: 'belongs to no announced change',
};

const pathFlaws: Readonly<Record<PathFlaw, string>> = {
  empty: 'is empty or has an empty part',
  long: 'is too long',
  control: 'has unreadable characters',
  absolute: 'is not below the repository',
  backslash: 'has backslashes',
  parent: 'leads out of its folder',
  git: "is among git's own files",
  stream: 'has a colon, which some systems do not take for part of a name',
  device: 'is a device on Windows',
  trailing: 'ends with a dot or a space, which Windows passes over',
  invisible: 'has invisible characters',
  link: 'is a link or lies behind one',
  special: 'is not an ordinary file here',
  outside: 'is outside the folders of this workspace',
};
