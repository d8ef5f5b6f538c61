import type { Reasoning } from '../model/settlement.ts';
import { placeOf, scannersOf } from '../view/describeFinding.ts';
import { ownLink } from '../view/gitLabLink.ts';
import { gitLabCode, gitLabQuote, gitLabText } from '../view/gitLabText.ts';
import { plainLine, shorten } from '../view/plainText.ts';
import { codePageOf, pageOf } from '../view/webPages.ts';
import {
  dismissalReasonMeanings,
  dismissalReasonNames,
  reportTypeNames,
  severityNames,
} from '../view/words.ts';
import { markLine } from './findingMark.ts';
import type { Target } from './ports.ts';

/** What a request for a dismissal is found by among a merge request's discussions. */
export function requestMarker({ finding }: Target): string {
  return markLine('dismissal-request', finding.key);
}

/**
 * The discussion in which somebody who may is asked to dismiss a finding. Whatever the report or the user wrote is shown
 * as the characters it is (`gitLabText`).
 */
export function requestText(target: Target, { reason, comment = '' }: Reasoning): string {
  const { finding, snapshot } = target;
  const page = ownLink('Look at the finding', pageOf(finding, snapshot));
  return [
    `**Please dismiss this finding:** ${gitLabText(shorten(plainLine(finding.title), 200))}`,
    '',
    `- **Severity:** ${severityNames[finding.severity]}`,
    ...locationOf(target),
    `- **Reported by:** ${gitLabText(`${scannersOf(finding)} (${reportTypeNames[finding.type]})`)}`,
    `- **Reason:** ${dismissalReasonNames[reason]}. ${dismissalReasonMeanings[reason]}`,
    '',
    ...(comment.trim() === '' ? [] : [gitLabQuote(comment), '']),
    `${page}. Whoever may dismiss it: dismiss it in GitLab, or say here why not.`,
    '',
    requestMarker(target),
  ].join('\n');
}

function locationOf({ finding, snapshot }: Target): readonly string[] {
  const place = placeOf(finding);
  if (place === undefined) return [];
  const code = codePageOf(finding, snapshot);
  const text = gitLabCode(shorten(place, 200));
  return [`- **Location:** ${text}${code === undefined ? '' : ` (${ownLink('open the code', code)})`}`];
}
