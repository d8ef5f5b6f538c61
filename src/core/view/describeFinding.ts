import type { Finding } from '../model/finding.ts';
import { plainLine, shorten } from './plainText.ts';
import { reportTypeNames, sectionNames, sectionOf, severityNames } from './words.ts';

/** What is wrong, in the report's words. */
export function titleOf({ title }: Finding, length = 120): string {
  return shorten(plainLine(title), length);
}

/** Where, as people say it: `src/app.py:48`, `nginx:1.25`, `GET /login`. */
export function placeOf({ location }: Finding): string | undefined {
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

/** Where and by whom, for a tree's second column. */
export function describeFinding(finding: Finding): string {
  const fix = finding.hasRemediation ? 'fix available' : undefined;
  return [placeOf(finding), reportTypeNames[finding.type], fix]
    .filter((part) => part !== undefined)
    .join(' · ');
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
export function spoken(finding: Finding): string {
  const parts = [
    severityNames[finding.severity],
    titleOf(finding),
    placeOf(finding),
    reportTypeNames[finding.type],
    sectionNames[sectionOf(finding)],
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** One sentence for Problems and squiggles, without severity and Markdown. */
export function messageOf(finding: Finding): string {
  const title = titleOf(finding, 160);
  const first =
    finding.description === undefined
      ? undefined
      : firstSentence(plainLine(stripMarkdown(finding.description)));
  if (
    first === undefined ||
    first.toLowerCase().startsWith(title.toLowerCase()) ||
    title.toLowerCase().startsWith(first.toLowerCase().replace(/\.$/, ''))
  ) {
    return first !== undefined && first.length > title.length
      ? withStop(shorten(first, 240))
      : withStop(title);
  }
  return /[.!?]$/.test(title) ? title : withStop(`${title}: ${shorten(first.replace(/[.!?]$/, ''), 200)}`);
}

function firstSentence(text: string): string {
  return /^.{10,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function withStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Signs that are only noise in one line of plain text. */
function stripMarkdown(text: string): string {
  return text
    .replace(/```[^`]*```/g, ' ')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\*\*([^*\n]+)\*\*/g, '$1')
    .replace(/\[([^[\]\n]+)\]\([^()\n]*\)/g, '$1')
    .replace(/^\s{0,3}#{1,6}\s+[^\n]*\n/gm, '')
    .replace(/^\s*[-*+]\s+/gm, '');
}
