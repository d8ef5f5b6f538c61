import type { Finding } from '../model/finding.ts';
import { titleOf } from './describeFinding.ts';
import { severityIcons, severityNames } from './words.ts';

export type LensMode = 'off' | 'summary' | 'actions';

/** One lens: a title, and what a click does with which findings. */
export interface Lens {
  readonly title: string;
  readonly action: 'showFinding' | 'pickFinding' | 'openInGitLab';
  readonly keys: readonly string[];
}

/** The lenses of one line; several findings share one line of lenses. */
export function lensesOf(findings: readonly Finding[], mode: LensMode): readonly Lens[] {
  const [first, ...others] = findings;
  if (first === undefined || mode === 'off') return [];
  if (others.length > 0) {
    const named = findings
      .slice(0, 3)
      .map((finding) => `${icon(finding)}${severityNames[finding.severity]} ${safeTitle(finding, 40)}`);
    const more = findings.length > 3 ? `, ${findings.length - 3} more` : '';
    return [
      {
        title: `${findings.length} findings:\u00a0${named.join(',\u00a0')}${more}`,
        action: 'pickFinding',
        keys: findings.map(({ key }) => key),
      },
    ];
  }
  const keys = [first.key];
  const summary: Lens = {
    title: `${icon(first)}${severityNames[first.severity]} · ${safeTitle(first, 80)}`,
    action: 'showFinding',
    keys,
  };
  if (mode === 'summary') return [summary];
  return [
    summary,
    { title: 'Details', action: 'showFinding', keys },
    { title: 'Open in GitLab', action: 'openInGitLab', keys },
  ];
}

/** A report's text must not bring icons of its own. */
function safeTitle(finding: Finding, length: number): string {
  return titleOf(finding, length).replace(/\$\(/g, '\\$(');
}

/** VS Code drops ordinary spaces beside an icon. */
function icon({ severity }: Finding): string {
  return `$(${severityIcons[severity]})\u00a0`;
}
