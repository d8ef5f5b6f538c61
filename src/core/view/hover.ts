import type { Finding } from '../model/finding.ts';
import { httpsUrl, plainLine, shorten } from './plainText.ts';
import { scannersOf, titleOf } from './describeFinding.ts';
import { escapeAll, safeLink, safeMarkdown } from './safeMarkdown.ts';
import { settlementWords } from './settlementWords.ts';
import { ago, reportTypeNames, sectionNames, sectionOf, severityIcons, severityNames } from './words.ts';

export interface HoverOptions {
  /** When the scan ended, if that is known; else not a number. */
  readonly scannedAt: number;
  readonly now: number;
  /** What is to be said of the place. */
  readonly note?: string;
  /** The note says no more than how the finding comes to be here. */
  readonly isPlain?: boolean;
  /** Trusted command links, made by the editor. */
  readonly actions: readonly string[];
}

/** About two lines: VS Code shows the problem's own sentence above, and Details has to stay in sight below. */
const longestExcerpt = 200;
const fence = '```';

/** The hover of one finding as Markdown, in which everything from the report is escaped or reduced. */
export function hoverOf(finding: Finding, options: HoverOptions): string {
  const { description, solution, identifiers, severity } = finding;
  const title = `$(${severityIcons[severity]}) **${severityNames[severity]}** · **${escapeAll(titleOf(finding))}**`;
  const links = identifiers.slice(0, 6).map(({ name, url }) => {
    const text = plainLine(name);
    return (httpsUrl(url) === undefined ? undefined : safeLink(text, url ?? '')) ?? escapeAll(text);
  });
  const words = settlementWords(finding);
  const footer = [
    sectionNames[sectionOf(finding)],
    `${reportTypeNames[finding.type]} · ${escapeAll(scannersOf(finding))}`,
    ...(Number.isNaN(options.scannedAt) ? [] : [ago(options.scannedAt, options.now)]),
  ];
  return [
    title,
    ...(options.note === undefined
      ? []
      : [`$(${options.isPlain ? 'info' : 'warning'}) ${escapeAll(options.note)}`]),
    ...(words === undefined ? [] : [`$(info) ${escapeAll(words)}`]),
    ...(description === undefined ? [] : [excerpt(description)]),
    ...(solution === undefined ? [] : [labelled('Solution', excerpt(solution))]),
    ...(links.length > 0 ? [links.join(' · ')] : []),
    [...options.actions, ...footer].join(' · '),
  ].join('\n\n');
}

/** Cut before it is reduced, so that no link or code span is cut in half. */
function excerpt(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  const short = shorten(paragraph, longestExcerpt);
  const safe = safeMarkdown(short);
  if (short === text.trim()) return safe;
  return `${safe}${safe.endsWith(fence) ? '\n\n' : ' '}*More in Details.*`;
}

/** A code block opens and closes on lines of its own only; elsewhere its text would come alive. */
function labelled(label: string, text: string): string {
  return `**${label}:**${text.startsWith(fence) ? '\n\n' : ' '}${text}`;
}
