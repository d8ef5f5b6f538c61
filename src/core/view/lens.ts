import { inDigits } from '../base/inDigits.ts';
import type { Finding } from '../model/finding.ts';
import type { PossibleActions } from '../settling/possibleActions.ts';
import { titleOf } from './describeFinding.ts';
import { dismissTitles, settlementWords } from './settlementWords.ts';
import { count, severityIcons, severityNames } from './words.ts';

export type LensMode = 'off' | 'summary' | 'actions';

/** One lens: a title, and what a click does with which findings. */
export interface Lens {
  readonly title: string;
  readonly action: 'showFinding' | 'pickFinding' | 'applyRemediation' | 'dismissFinding' | 'createIssue';
  readonly keys: readonly string[];
}

/** The lenses of one line; several findings share one line of lenses. */
export function lensesOf(
  findings: readonly Finding[],
  mode: LensMode,
  actionsOf: (finding: Finding) => PossibleActions,
): readonly Lens[] {
  const [first, ...others] = findings;
  if (first === undefined || mode === 'off') return [];
  if (others.length > 0) {
    const named = findings
      .slice(0, 3)
      .map((finding) => `${icon(finding)}${severityNames[finding.severity]} ${safeTitle(finding, 40)}`);
    const more = findings.length > 3 ? `, ${inDigits(findings.length - 3)} more` : '';
    return [
      {
        title: `${count(findings.length, 'finding')}:\u00a0${named.join(',\u00a0')}${more}`,
        action: 'pickFinding',
        keys: findings.map(({ key }) => key),
      },
    ];
  }
  const keys = [first.key];
  const words = settlementWords(first);
  const spin = first.underway ? '$(sync~spin)\u00a0' : '';
  const summary: Lens = {
    title: `${icon(first)}${severityNames[first.severity]} · ${safeTitle(first, 80)}${words === undefined ? '' : ` · ${spin}${words}`}`,
    action: 'showFinding',
    keys,
  };
  if (mode === 'summary') return [summary];
  const { applyRemediation, dismiss, createIssue } = actionsOf(first);
  const lenses: Lens[] = [summary];
  if (applyRemediation) lenses.push({ title: 'Apply fix…', action: 'applyRemediation', keys });
  if (dismiss) lenses.push({ title: dismissLenses[dismiss], action: 'dismissFinding', keys });
  if (createIssue) lenses.push({ title: 'Create issue…', action: 'createIssue', keys });
  lenses.push({ title: 'Details', action: 'showFinding', keys });
  return lenses;
}

/** Lenses are written like sentences: `Request dismissal…`. */
function asLens(title: string): string {
  return title.charAt(0) + title.slice(1).toLowerCase();
}

const dismissLenses = {
  dismiss: asLens(dismissTitles.dismiss),
  request: asLens(dismissTitles.request),
  hide: asLens(dismissTitles.hide),
} as const;

/** A report's text must not bring icons of its own. */
function safeTitle(finding: Finding, length: number): string {
  return titleOf(finding, length).replace(/\$\(/g, '\\$(');
}

/** VS Code drops ordinary spaces beside an icon. */
function icon({ severity }: Finding): string {
  return `$(${severityIcons[severity]})\u00a0`;
}
