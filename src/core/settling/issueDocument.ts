import { longestTitle, type IssueText } from './issueText.ts';

/** Why a document cannot be read as the issues it was written for. */
export type IssueDocumentFlaw = 'dividers' | 'noTitle' | 'longTitle';

/** Issues as one text that people edit: each begins with its title, and a line of fixed form stands between two. */
export function writeIssueDocument(issues: readonly IssueText[]): string {
  const texts = issues.map(({ title, description }) => `# ${title}\n\n${description.trim()}\n`);
  return texts
    .map((text, index) => `${index === 0 ? '' : `\n${divider(index, texts.length)}\n\n`}${text}`)
    .join('');
}

/** @param expected how many issues it was written for */
export function readIssueDocument(text: string, expected: number): readonly IssueText[] | IssueDocumentFlaw {
  const parts: string[][] = [[]];
  for (const line of text.split(/\r?\n/)) {
    if (!looksLikeDivider.test(line)) parts.at(-1)?.push(line);
    // Counted, so that one that was removed, doubled or moved is noticed.
    else if (line.trimEnd() === divider(parts.length, expected)) parts.push([]);
    else return 'dividers';
  }
  if (parts.length !== expected) return 'dividers';
  const issues = parts.map(toIssue);
  if (issues.some(({ title }) => title === '')) return 'noTitle';
  if (issues.some(({ title }) => title.length > longestTitle)) return 'longTitle';
  return issues;
}

/** Nothing out of a report begins like that: `<` is escaped, and in code the line is moved in. */
const looksLikeDivider = /^<!-- =+ issue \d+ of \d+/;

function divider(index: number, of: number): string {
  return `<!-- ========== issue ${index + 1} of ${of} ========== -->`;
}

function toIssue(lines: readonly string[]): IssueText {
  const start = lines.findIndex((line) => line.trim() !== '');
  const title = (lines[start] ?? '').replace(/^\s*#\s*/, '').trim();
  return {
    title,
    description: lines
      .slice(start + 1)
      .join('\n')
      .trim(),
  };
}
