import { scannersOf } from '../view/describeFinding.ts';
import { ownLink } from '../view/gitLabLink.ts';
import { gitLabQuote, gitLabText, gitLabTitle } from '../view/gitLabText.ts';
import { shorten } from '../view/plainText.ts';
import { pageOf } from '../view/webPages.ts';
import { reportTypeNames, severityNames } from '../view/words.ts';
import { findingMark, markLine } from './findingMark.ts';
import type { Target } from './ports.ts';

/** What a remediation is called on GitLab; the same for the same finding, so that nobody makes a second one. */
export interface FixTexts {
  readonly branch: string;
  readonly title: string;
  readonly description: string;
  readonly message: string;
  /** In the message of the commit, by which the branch is known again. */
  readonly trailer: string;
}

const longestTitle = 200;
const longestSlug = 60;

/** GitLab's own title and branch (`CreateFromVulnerabilityDataService`), the latter without the time in it. */
export function fixTexts(target: Target, summary = ''): FixTexts {
  const { finding, snapshot } = target;
  const { key, severity, type } = finding;
  const trailer = `Security-Finding: ${findingMark(key)}`;
  const title = `Resolve vulnerability: ${gitLabTitle(shorten(finding.title, longestTitle))}`;
  return {
    branch: `remediate/${slug(finding.title)}-${findingMark(key).slice(-8)}`,
    title,
    description: [
      `Applies the remediation that ${gitLabText(scannersOf(finding))} suggests for this finding:`,
      '',
      `- **Finding:** ${gitLabText(shorten(finding.title, longestTitle))}`,
      `- **Severity:** ${severityNames[severity]}`,
      `- **Report type:** ${reportTypeNames[type]}`,
      '',
      ...(summary.trim() === '' ? [] : [gitLabQuote(shorten(summary, 2000)), '']),
      `${ownLink('Look at the finding', pageOf(finding, snapshot))}. The next pipeline tells whether it is fixed.`,
      '',
      markLine('remediation', key),
    ].join('\n'),
    message: `${title}\n\n${trailer}\n`,
    trailer,
  };
}

function slug(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'finding' : words;
}
