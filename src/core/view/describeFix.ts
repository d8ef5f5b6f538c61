import { inDigits } from '../base/inDigits.ts';
import type { ChangedFile } from '../remediation/changedFiles.ts';
import type { Finding } from '../model/finding.ts';
import { titleOf } from './describeFinding.ts';
import { plainLine, shorten } from './plainText.ts';
import { count } from './words.ts';

/** The name of the tab in which a fix is looked at. */
export function fixTitle(findings: readonly Finding[], files: readonly ChangedFile[]): string {
  const [only] = findings;
  const what = findings.length === 1 && only ? `“${titleOf(only, 40)}”` : count(findings.length, 'finding');
  const [file] = files;
  const path = (file?.after ?? file?.before)?.path;
  // VS Code itself counts files; of one there is room for the name only, and its text tells the path.
  return files.length === 1 && path !== undefined
    ? `Fix of ${what}: ${nameOf(path.slice(path.lastIndexOf('/') + 1))}`
    : `Fix of ${what}`;
}

/** What is to be looked at, and what then. */
export function fixQuestion(
  findings: readonly Finding[],
  files: readonly ChangedFile[],
  isAgain: boolean,
): string {
  const what = `${changesOf(files)}, which fixes ${named(findings)}`;
  return isAgain
    ? `The code has changed meanwhile; look again, then press ✓ Apply Fix above it: the fix ${what}.`
    : `Look at the change, then press ✓ Apply Fix above it: it ${what}.`;
}

/** What was done, and who tells whether it helps. */
export function fixApplied(findings: readonly Finding[], files: readonly ChangedFile[]): string {
  const modes = files.filter(({ executable }) => executable !== undefined);
  const mode = modes.length === 0 ? '' : ', and the mode with it';
  return `Applied the fix of ${named(findings)} in ${fileNames(files)}${mode}; push it, and the next pipeline tells whether it helps.`;
}

/** Reports and GitLab name a fix, and neither has a change. */
export function noFix(findings: number): string {
  return findings === 1
    ? 'GitLab has no fix for this finding that could be applied; follow its solution by hand.'
    : `GitLab has no fix for these ${count(findings, 'finding')} that could be applied; follow their solutions by hand.`;
}

/** Some of the findings that were chosen have no part in the change. */
export function withoutFix(left: number, of: number): string {
  const stay =
    left === 1
      ? 'has no fix to apply now and stays as it is'
      : 'have no fix to apply now and stay as they are';
  return `${inDigits(left)} of ${count(of, 'finding')} ${stay}; look at the details.`;
}

/** What stopped all of it. */
export function fixRefused(
  findings: readonly Finding[],
  explanation: string,
  isOneOfSeveral: boolean,
): string {
  return isOneOfSeveral
    ? `No fix was applied because of that of ${named(findings)}: ${explanation}`
    : explanation;
}

function named(findings: readonly Finding[]): string {
  const [first, ...others] = findings;
  if (!first) return 'nothing';
  const title = `“${titleOf(first, 50)}”`;
  return others.length === 0 ? title : `${title} and ${count(others.length, 'other finding')}`;
}

function fileNames(files: readonly ChangedFile[]): string {
  const [only] = files;
  const path = only && (only.after ?? only.before)?.path;
  return files.length === 1 && path !== undefined ? nameOf(path) : count(files.length, 'file');
}

/** The verbs of all that happens to files; what is not plain to see in a comparison of texts is said for each. */
function changesOf(files: readonly ChangedFile[]): string {
  const edited = files.filter(({ before, after }) => before && after && before.text !== after.text);
  const parts = [
    ...(edited.length > 0 ? [`changes ${fileNames(edited)}`] : []),
    ...files.flatMap(({ before, after, executable }) => [
      ...(after && !before ? [`creates ${nameOf(after.path)}`] : []),
      ...(before && !after ? [`deletes ${nameOf(before.path)}`] : []),
      ...(before && after && before.path !== after.path
        ? [`renames ${nameOf(before.path)} to ${nameOf(after.path)}`]
        : []),
      ...(after && executable !== undefined
        ? [`makes ${nameOf(after.path)} ${executable ? '' : 'no longer '}executable`]
        : []),
    ]),
  ];
  const shown = parts.length > 4 ? [...parts.slice(0, 3), `${inDigits(parts.length - 3)} more`] : parts;
  return shown.join(', ');
}

function nameOf(path: string): string {
  return shorten(plainLine(path), 60);
}

/** Where what was made cannot be taken back at once. */
export const fixNotTakenBack = 'VS Code did not take the fix back; use Undo in each of its files.';
