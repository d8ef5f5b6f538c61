import type { Dismissal, Finding } from '../../model/finding.ts';
import { plainLine } from '../plainText.ts';
import { ago, dismissalReasonNames } from '../words.ts';
import type { Block, Inline } from './model.ts';
import { richText } from './richText.ts';
import type { Targets } from './targets.ts';

/** Who did what to a finding, and where GitLab keeps it. */
export function historyBlocks(
  finding: Finding,
  known: { readonly dismissal?: Dismissal | undefined; readonly vulnerabilityUrl?: string | undefined },
  now: number,
  targets: Targets,
): readonly Block[] {
  const { state, issue, hidden, request, appliedFix, fixMergeRequest } = finding;
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
  if (fixMergeRequest) {
    const link = targets.ownLink(`!${plainLine(fixMergeRequest.iid)}`, fixMergeRequest.url);
    entries.push([say(text('Merge request with its fix: '), link)]);
  }
  if (request) {
    const link = targets.ownLink('Dismissal requested', request.url);
    const answer = request.answer
      ? `, answered by ${plainLine(request.answer.by)} ${ago(Date.parse(request.answer.at), now)}`
      : ', not answered yet';
    entries.push([say(link, text(` ${ago(Date.parse(request.at), now)}${answer}.`))]);
  }
  if (hidden) {
    const when = ago(Date.parse(hidden.at), now);
    const words = `Hidden in this workspace ${when} as “${dismissalReasonNames[hidden.reason]}”; GitLab and other people still see it.`;
    entries.push([say(text(words)), ...richText(hidden.comment ?? '', targets)]);
  }
  if (appliedFix)
    entries.push([
      say(text(`Fix applied here ${ago(Date.parse(appliedFix.at), now)}, waiting for the pipeline.`)),
    ]);
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
