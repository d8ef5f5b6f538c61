import type { Dismissal, Finding } from '../../model/finding.ts';
import { plainLine } from '../plainText.ts';
import { ago, dismissalReasonNames } from '../words.ts';
import type { Block, Inline } from './model.ts';
import { richText } from './richText.ts';
import type { Targets } from './targets.ts';

/** Who did what to a finding, and where GitLab keeps it. */
export function historyBlocks(
  finding: Pick<Finding, 'state' | 'issue'>,
  known: { readonly dismissal?: Dismissal | undefined; readonly vulnerabilityUrl?: string | undefined },
  now: number,
  targets: Targets,
): readonly Block[] {
  const { state, issue } = finding;
  const entries: (readonly Block[])[] = [];
  const say = (...inlines: readonly Inline[]): Block => ({ kind: 'paragraph', inlines });
  const text = (words: string): Inline => ({ kind: 'text', text: words });
  if (state === 'dismissed') {
    entries.push([
      say(text(dismissed(known.dismissal, now))),
      ...richText(known.dismissal?.comment ?? '', targets),
    ]);
  }
  if (state === 'confirmed') entries.push([say(text('Confirmed as a vulnerability.'))]);
  if (state === 'resolved') entries.push([say(text('Resolved.'))]);
  if (issue)
    entries.push([say(text('Issue created: '), targets.ownLink(`#${plainLine(issue.iid)}`, issue.url))]);
  if (known.vulnerabilityUrl !== undefined) {
    entries.push([say(targets.ownLink('Vulnerability page in GitLab', known.vulnerabilityUrl))]);
  }
  return entries.length > 0 ? [{ kind: 'list', ordered: false, items: entries }] : [];
}

/** `Dismissed by ann 3 days ago as “Used in tests”.` */
function dismissed({ reason, by, at }: Dismissal = {}, now: number): string {
  const when = at === undefined ? Number.NaN : Date.parse(at);
  const parts = [
    'Dismissed',
    by === undefined ? '' : ` by ${plainLine(by)}`,
    Number.isNaN(when) ? '' : ` ${ago(when, now)} (${new Date(when).toISOString().slice(0, 10)})`,
    reason === undefined ? '' : ` as “${dismissalReasonNames[reason]}”`,
  ];
  return `${parts.join('')}.`;
}
