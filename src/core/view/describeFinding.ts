import type { CodeFlowStep, Finding } from '../model/finding.ts';
import { isOnLines, type PlaceInFile, type Placement } from '../placement/placement.ts';
import { plainLine, shorten } from './plainText.ts';
import { settlementWords } from './settlementWords.ts';
import { reportTypeNames, sectionNames, sectionOf, severityNames, stepNames } from './words.ts';

/** What is wrong, in the report's words. */
export function titleOf({ title }: Finding, length = 120): string {
  return shorten(plainLine(title), length);
}

/** Where, as people say it: `src/app.py:48`, `nginx:1.25`, `GET /login`; of lines, where they are now. */
export function placeOf({ location }: Finding, placement?: Placement): string | undefined {
  if (placement && isOnLines(placement)) return presentPlace(placement);
  switch (location.kind) {
    case 'code': {
      if (location.file === undefined) return undefined;
      return plainLine(
        location.startLine === undefined ? location.file : `${location.file}:${location.startLine}`,
      );
    }
    case 'dependency':
      return location.file === undefined ? packageOf(location.dependency) : plainLine(location.file);
    case 'image':
      return plainLine(location.image ?? location.kubernetesResource ?? '') || packageOf(location.dependency);
    case 'web':
      return (
        plainLine(
          [location.method, `${location.hostname ?? ''}${location.path ?? ''}`].filter(Boolean).join(' '),
        ) || undefined
      );
    case 'none':
      return undefined;
  }
}

/** `Semgrep`, or where others say the same `Semgrep and Bandit`. */
export function scannersOf({ scanner, otherScanners = [] }: Finding): string {
  const names = [scanner, ...otherScanners].map(({ name }) => shorten(plainLine(name), 60));
  const [last = '', ...others] = [...new Set(names)].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}

/** `src/app.py:48`, of a notebook `src/model.ipynb cell 3:2`. */
function presentPlace({ path, lines, cell }: PlaceInFile): string {
  const where = cell === undefined ? '' : ` cell ${cell + 1}`;
  return `${plainLine(path)}${where}:${lines.start + 1}`;
}

/** `lodash 4.17.15`. */
export function packageOf({
  name,
  version,
}: {
  readonly name?: string;
  readonly version?: string;
}): string | undefined {
  return name === undefined ? undefined : plainLine(version === undefined ? name : `${name} ${version}`);
}

/**
 * Where and by whom, for a tree's second column.
 *
 * @param place where something else beside it tells the place, or part of it
 */
export function describeFinding(
  finding: Finding,
  placement?: Placement,
  place = shortPlaceOf(finding, placement) ?? '',
): string {
  const { hasRemediation, issue, fixMergeRequest, appliedFix } = finding;
  const fix = fixMergeRequest
    ? `fix in !${plainLine(fixMergeRequest.iid)}`
    : hasRemediation && !appliedFix
      ? 'fix available'
      : undefined;
  const tracked = issue && `#${plainLine(issue.iid)}`;
  const became = placement && whatBecame(placement);
  return [settlementWords(finding), became, place, reportTypeNames[finding.type], tracked, fix]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/** In two words, where the code is not as it was scanned. */
function whatBecame(placement: Placement): string | undefined {
  if (placement.kind === 'changed') return placement.because === 'edited' ? 'code changed' : 'may have moved';
  if (placement.kind === 'gone') return placement.because === 'code' ? 'code gone' : 'no such file';
  return undefined;
}

/** An image by its last name, and eight digits of a commit or digest: a row has no room for its registry. */
function shortPlaceOf(finding: Finding, placement: Placement | undefined): string | undefined {
  const place = placeOf(finding, placement);
  if (placement && isOnLines(placement)) return place;
  if (finding.location.kind !== 'image' || finding.location.image === undefined) return place;
  return place
    ?.replace(/^.*\/(?=[^/]+$)/, '')
    .replace(/(?<=[:@])(?:sha256:)?([0-9a-f]{8})[0-9a-f]{8,}$/, '$1');
}

/** Why a finding has no line of its own, where it has none. */
export function whyNoLine({ location }: Finding): string | undefined {
  switch (location.kind) {
    case 'code':
      return location.file === undefined
        ? 'The report names no file.'
        : location.startLine === undefined
          ? 'The report names the file, but no line.'
          : undefined;
    case 'dependency':
      return location.file === undefined
        ? 'The report names no file.'
        : 'The report names the file, but no line.';
    case 'image':
      return 'It is in a container image, not in a file of this repository.';
    case 'web':
      return 'It was found in the running application, not in a file.';
    case 'none':
      return 'The report names no place.';
  }
}

/** All that a screen reader should say of a row. */
export function spoken(finding: Finding, placement?: Placement): string {
  const parts = [
    severityNames[finding.severity],
    titleOf(finding),
    placeOf(finding, placement),
    reportTypeNames[finding.type],
    sectionNames[sectionOf(finding)],
    settlementWords(finding),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/**
 * One sentence for Problems and squiggles, without severity and Markdown: what is wrong, and where there is more, how.
 *
 * @param note what has to be said of the place, in brackets at the end
 */
export function messageOf(finding: Finding, note?: string): string {
  const sentence = whatAndHow(finding);
  if (note === undefined) return sentence;
  return sentence.endsWith('.') ? `${sentence.slice(0, -1)} (${note}).` : `${sentence} (${note})`;
}

function whatAndHow({ title, description }: Finding): string {
  const what = shorten(firstSentence(plainLine(withoutDigests(withoutMarkdown(title)))), 160);
  const how = description === undefined ? '' : firstSentence(firstParagraph(withoutMarkdown(description)));
  if (how === '' || startsWith(what, how)) return withStop(what);
  if (startsWith(how, what)) return withStop(shorten(how, 240));
  // A title that is a sentence says it all, and what the package or the header is does not say what is wrong.
  if (/[.!?\u2026]$/.test(what) || (isDefinition(how) && !isIdentifier(what))) return withStop(what);
  const sign = what.includes(': ') ? ' –' : ':';
  return withStop(`${what}${sign} ${shorten(how.replace(/[.!?:]$/, ''), 200)}`);
}

/** Whether a text is the beginning of another one, the stop at its end aside. */
function startsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase().replace(/[.!?:]$/, ''));
}

const abbreviations = ['e.g', 'i.e', 'vs', 'etc', 'cf', 'incl', 'approx', 'resp', 'Inc', 'No', 'St'].join(
  '|',
);
const sentence = new RegExp(`^.{10,}?(?<!\\b(?:${abbreviations}))[.!?](?=\\s+[\\p{Lu}\\p{N}"'(\\[]|$)`, 'u');

function firstSentence(text: string): string {
  return sentence.exec(text)?.[0] ?? text;
}

function firstParagraph(text: string): string {
  return plainLine(text.split(/\n\s*\n/).find((paragraph) => paragraph.trim() !== '') ?? '');
}

/** `pipenv is a Python development workflow tool.` */
function isDefinition(text: string): boolean {
  return /^(?!(?:this|that|it|there|here) )[^,.;:]{1,60} (?:is|are) an? /i.test(text);
}

/** `CWE-16 in /login` */
function isIdentifier(text: string): boolean {
  return /^[A-Z]{2,}-\d/.test(text);
}

function withStop(text: string): string {
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}

/** Nobody reads the digest of an image. */
function withoutDigests(text: string): string {
  return text.replace(/@sha256:[0-9a-f]{16,}/g, '');
}

/** Signs that are only noise in one line of plain text. */
function withoutMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/```[^`]*```/g, ' ')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_\n]+)\1/g, '$2')
    .replace(/!?\[([^[\]\n]+)\]\([^()\n]*\)/g, '$1')
    .replace(/^[ \t]{0,3}#{1,6}[ \t][^\n]*$/gm, '')
    .replace(/^[ \t]*[-*+][ \t]+/gm, '');
}

/** `2. Propagation: query` */
export function describeStep({ type, name = '' }: CodeFlowStep, index: number): string {
  const what = shorten(plainLine(name), 60);
  return `${index + 1}. ${stepNames[type]}${what === '' ? '' : `: ${what}`}`;
}
